//! The one error type of the crate.

/// Why bytes are not a valid packet, or why a packet cannot be written.
///
/// All but [`Error::OutputFull`] and the `TooLong` pair, when they come from a decoder, mean that the
/// peer broke the protocol and that the network connection is to be closed (MQTT-4.8.0-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// Packet type 0 or 15, which are reserved (section 2.2.1).
    PacketType,
    /// A packet that this side never receives: a client got a client's packet, or a server a server's.
    Direction,
    /// Fixed header flags other than those prescribed for the type (MQTT-2.2.2-1, MQTT-2.2.2-2).
    HeaderFlags,
    /// A remaining length of more than four bytes (section 2.2.3).
    RemainingLength,
    /// The packet ends inside one of its fields.
    Truncated,
    /// Bytes are left over behind the last field.
    TrailingBytes,
    /// Packet identifier 0 (MQTT-2.3.1-1), or an identifier present or absent against the QoS
    /// (MQTT-2.3.1-5).
    PacketId,
    /// QoS 3 (MQTT-3.3.1-4, MQTT-3-8.3-4, MQTT-3.1.2-14).
    Qos,
    /// DUP set on a QoS 0 message (MQTT-3.3.1-2).
    Dup,
    /// Ill-formed UTF-8 or a surrogate (MQTT-1.5.3-1).
    Utf8,
    /// The character U+0000 in a string (MQTT-1.5.3-2).
    NullCharacter,
    /// A topic name or filter without characters (MQTT-4.7.3-1).
    EmptyTopic,
    /// A wildcard in a topic name (MQTT-3.3.2-2), or misplaced in a filter (MQTT-4.7.1-2, MQTT-4.7.1-3).
    Wildcard,
    /// A protocol name other than `MQTT` (MQTT-3.1.2-1).
    ProtocolName,
    /// A protocol level this crate does not speak (MQTT-3.1.2-2); the server answers with CONNACK
    /// return code 1.
    ProtocolLevel,
    /// CONNECT flags that contradict each other or the reserved one (MQTT-3.1.2-3, -11, -13, -15, -22).
    ConnectFlags,
    /// A client identifier without characters and a session that is to be kept (MQTT-3.1.3-7, -8); the
    /// server answers with CONNACK return code 2.
    ClientId,
    /// CONNACK acknowledge flags other than 0 and 1 (section 3.2.2.1), or session present together with
    /// a refusal (MQTT-3.2.2-4).
    ConnackFlags,
    /// A reserved CONNACK return code (section 3.2.2.3).
    ReturnCode,
    /// A SUBACK return code other than 0, 1, 2 and 0x80 (MQTT-3.9.3-2).
    SubackCode,
    /// SUBSCRIBE or UNSUBSCRIBE without a topic filter (MQTT-3.8.3-3, MQTT-3.10.3-2), SUBACK without a
    /// return code.
    NoTopicFilter,
    /// To be written: a string or binary field of more than 65,535 bytes.
    FieldTooLong,
    /// To be written: a packet whose remaining length exceeds 268,435,455.
    PacketTooLong,
    /// The output took no more bytes.
    OutputFull,
}

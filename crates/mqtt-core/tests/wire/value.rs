//! Packets as owned values, to compare what was read with what was meant.

use mqtt_core::Error;
use mqtt_core::packet::{
    Ack, AckType, Connack, Connect, Cursor, DISCONNECT, Frame, Output, PINGREQ, PINGRESP, Packet, PacketId,
    Publish, Qos, ReturnCode, Segment, SliceOutput, Suback, Subscribe, Subscription, Unsubscribe, Version,
    Will,
};

pub(crate) const V: Version = Version::V3_1_1;

/// An owned packet.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Connect {
        clean_session: bool,
        keep_alive: u16,
        client_id: Vec<u8>,
        will: Option<(Vec<u8>, Vec<u8>, Qos, bool)>,
        user_name: Option<Vec<u8>>,
        password: Option<Vec<u8>>,
    },
    Connack(bool, ReturnCode),
    Publish {
        dup: bool,
        qos: Qos,
        retain: bool,
        packet_id: Option<PacketId>,
        topic: Vec<u8>,
        payload: Vec<u8>,
    },
    Ack(AckType, PacketId),
    Subscribe(PacketId, Vec<(Vec<u8>, Qos)>),
    Suback(PacketId, Vec<u8>),
    Unsubscribe(PacketId, Vec<Vec<u8>>),
    Pingreq,
    Pingresp,
    Disconnect,
}

pub(crate) fn id(id: u16) -> PacketId {
    PacketId::new(id).unwrap()
}

pub(crate) fn bytes_of<'a, S: Segment<'a>>(cursor: Cursor<'a, S>) -> Vec<u8> {
    let mut bytes = vec![0; cursor.len()];
    assert_eq!(cursor.copy_to(&mut bytes), bytes.len());
    if let Some(slice) = cursor.contiguous() {
        assert_eq!(slice, bytes);
    }
    bytes
}

impl<'a, S: Segment<'a>> From<Packet<'a, S>> for Value {
    fn from(packet: Packet<'a, S>) -> Self {
        match packet {
            Packet::Connect(c) => Value::Connect {
                clean_session: c.clean_session,
                keep_alive: c.keep_alive,
                client_id: bytes_of(c.client_id),
                will: c.will.map(|w| (bytes_of(w.topic), bytes_of(w.payload), w.qos, w.retain)),
                user_name: c.user_name.map(bytes_of),
                password: c.password.map(bytes_of),
            },
            Packet::Connack(c) => Value::Connack(c.session_present, c.code),
            Packet::Publish(p) => Value::Publish {
                dup: p.dup,
                qos: p.qos,
                retain: p.retain,
                packet_id: p.packet_id,
                topic: bytes_of(p.topic),
                payload: bytes_of(p.payload),
            },
            Packet::Ack(a) => Value::Ack(a.ack_type, a.packet_id),
            Packet::Subscribe(s) => {
                Value::Subscribe(s.packet_id, s.filters.map(|f| (bytes_of(f.filter), f.qos)).collect())
            }
            Packet::Suback(s) => Value::Suback(s.packet_id, bytes_of(s.codes)),
            Packet::Unsubscribe(u) => Value::Unsubscribe(u.packet_id, u.filters.map(bytes_of).collect()),
            Packet::Pingreq => Value::Pingreq,
            Packet::Pingresp => Value::Pingresp,
            Packet::Disconnect => Value::Disconnect,
        }
    }
}

impl Value {
    /// Writes the packet and checks the length told before.
    pub(crate) fn encode(&self) -> Result<Vec<u8>, Error> {
        let len = self.encode_into(&mut Counted::default()).map_err(|(error, _)| error)?;
        let mut buffer = vec![0; len];
        let mut out = SliceOutput::new(&mut buffer);
        self.encode_into(&mut out).map_err(|(error, _)| error)?;
        assert_eq!(out.written(), len);
        Ok(buffer)
    }

    /// Writes the packet; gives its length, or an error and whether something had been written.
    pub(crate) fn encode_into<O: Output + Written>(&self, out: &mut O) -> Result<usize, (Error, usize)> {
        let result = match self {
            Value::Connect { clean_session, keep_alive, client_id, will, user_name, password } => {
                let will = will.as_ref().map(|(topic, payload, qos, retain)| Will {
                    topic: topic.as_slice(),
                    payload: payload.as_slice(),
                    qos: *qos,
                    retain: *retain,
                });
                let connect = Connect {
                    version: V,
                    clean_session: *clean_session,
                    keep_alive: *keep_alive,
                    client_id: client_id.as_slice(),
                    will,
                    user_name: user_name.as_deref(),
                    password: password.as_deref(),
                };
                connect.encode(out).and_then(|()| connect.encoded_len())
            }
            Value::Connack(session_present, code) => {
                let connack = Connack { session_present: *session_present, code: *code };
                out.append(&connack.encode(V)).map(|()| Connack::ENCODED_LEN)
            }
            Value::Publish { dup, qos, retain, packet_id, topic, payload } => {
                let publish = Publish {
                    dup: *dup,
                    qos: *qos,
                    retain: *retain,
                    packet_id: *packet_id,
                    topic: topic.as_slice(),
                    payload: payload.as_slice(),
                };
                publish.encode(V, out).and_then(|()| publish.encoded_len(V))
            }
            Value::Ack(ack_type, packet_id) => {
                let ack = Ack { ack_type: *ack_type, packet_id: *packet_id };
                out.append(&ack.encode(V)).map(|()| Ack::ENCODED_LEN)
            }
            Value::Subscribe(packet_id, filters) => {
                let filters =
                    filters.iter().map(|(filter, qos)| Subscription { filter: filter.as_slice(), qos: *qos });
                let subscribe = Subscribe { packet_id: *packet_id, filters };
                subscribe.encode(V, out).and_then(|()| subscribe.encoded_len(V))
            }
            Value::Suback(packet_id, codes) => {
                let suback = Suback { packet_id: *packet_id, codes: codes.as_slice() };
                suback.encode(V, out).and_then(|()| suback.encoded_len(V))
            }
            Value::Unsubscribe(packet_id, filters) => {
                let unsubscribe =
                    Unsubscribe { packet_id: *packet_id, filters: filters.iter().map(Vec::as_slice) };
                unsubscribe.encode(V, out).and_then(|()| unsubscribe.encoded_len(V))
            }
            Value::Pingreq => out.append(&PINGREQ).map(|()| 2),
            Value::Pingresp => out.append(&PINGRESP).map(|()| 2),
            Value::Disconnect => out.append(&DISCONNECT).map(|()| 2),
        };
        result.map_err(|error| (error, out.written()))
    }
}

/// An output that tells how much it took.
pub(crate) trait Written {
    fn written(&self) -> usize;
}

impl Written for SliceOutput<'_> {
    fn written(&self) -> usize {
        SliceOutput::written(self)
    }
}

/// Counts bytes and calls.
#[derive(Default)]
pub(crate) struct Counted {
    pub(crate) bytes: usize,
    pub(crate) calls: usize,
}

impl Output for Counted {
    fn append(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.bytes += bytes.len();
        self.calls += 1;
        Ok(())
    }
}

impl Written for Counted {
    fn written(&self) -> usize {
        self.bytes
    }
}

/// Reads one packet that must fill `stream`, with all layers of checks if `strict`.
pub(crate) fn read<'a, S: Segment<'a>>(stream: Cursor<'a, S>, strict: bool) -> Result<Value, Error> {
    let mut stream = stream;
    let frame = Frame::next(&mut stream)?.unwrap();
    assert!(stream.is_empty(), "the packet is shorter than the bytes given");
    let packet = Packet::decode(V, frame)?;
    if strict {
        packet.check()?;
    }
    Ok(packet.into())
}

/// Reads `bytes` in one piece and in every segmentation worth trying, which must all agree.
pub(crate) fn read_all_ways(bytes: &[u8], strict: bool) -> Result<Value, Error> {
    let whole = read(Cursor::from(bytes), strict);
    for at in 0..=bytes.len() {
        let (front, back) = bytes.split_at(at);
        let segments: [&[u8]; 4] = [&[], front, &[], back];
        assert_eq!(read(Cursor::from(&segments[..]), strict), whole, "split at {at}");
    }
    let single: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(read(Cursor::from(&single[..]), strict), whole, "bytes one by one");
    whole
}

/// These bytes are this packet, and the packet is written as these bytes.
#[track_caller]
pub(crate) fn same(bytes: &[u8], value: &Value) {
    assert_eq!(read_all_ways(bytes, true).as_ref(), Ok(value));
    assert_eq!(value.encode().as_deref(), Ok(bytes));
}

/// The structure of these bytes is wrong.
#[track_caller]
pub(crate) fn malformed(bytes: &[u8], error: Error) {
    assert_eq!(read_all_ways(bytes, false), Err(error), "{bytes:x?}");
}

/// The structure of these bytes is right, their contents are not.
#[track_caller]
pub(crate) fn refused(bytes: &[u8], error: Error) {
    assert!(read_all_ways(bytes, false).is_ok(), "{bytes:x?}");
    assert_eq!(read_all_ways(bytes, true), Err(error), "{bytes:x?}");
}

/// These bytes pass all checks.
#[track_caller]
pub(crate) fn accepted(bytes: &[u8]) {
    assert!(read_all_ways(bytes, true).is_ok(), "{bytes:x?}");
}

/// Every shorter remaining length makes the packet malformed, so does one byte more.
#[track_caller]
pub(crate) fn only_this_length(bytes: &[u8]) {
    let [first, remaining, body @ ..] = bytes else { panic!("no header") };
    assert_eq!(usize::from(*remaining), body.len(), "for packets with a short header");
    for len in 0..body.len() {
        let mut cut = vec![*first, len as u8];
        cut.extend(&body[..len]);
        assert!(read_all_ways(&cut, false).is_err(), "{cut:x?}");
    }
    let mut long = vec![*first, *remaining + 1];
    long.extend(body);
    long.push(0);
    malformed(&long, Error::TrailingBytes);
}

//! CONNECT (section 3.1).

use super::output::{Body, Writer, encode, encoded_len};
use super::{Cursor, Field, Output, PacketType, Qos, Segment, TextKind, Version, check_text};
use crate::Error;

const CLEAN_SESSION: u8 = 0x02;
const WILL: u8 = 0x04;
const WILL_QOS_SHIFT: u8 = 3;
const WILL_RETAIN: u8 = 0x20;
const PASSWORD: u8 = 0x40;
const USER_NAME: u8 = 0x80;
const PROTOCOL_NAME: &[u8; 6] = b"\0\x04MQTT";

/// A client's request for a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connect<F> {
    /// The protocol that the rest of the connection speaks.
    pub version: Version,
    /// Begin without the state of earlier connections, and keep none.
    pub clean_session: bool,
    /// Longest silence of the client in seconds; 0 for no limit (section 3.1.2.10).
    pub keep_alive: u16,
    /// Client identifier. May be empty only with `clean_session` (MQTT-3.1.3-7).
    pub client_id: F,
    /// The message that the server publishes when the connection breaks.
    pub will: Option<Will<F>>,
    /// User name.
    pub user_name: Option<F>,
    /// Password: any bytes. Only together with a user name (MQTT-3.1.2-22).
    pub password: Option<F>,
}

/// A will message (section 3.1.2.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Will<F> {
    /// Where it is published.
    pub topic: F,
    /// Payload: any bytes.
    pub payload: F,
    /// Its quality of service.
    pub qos: Qos,
    /// Whether the server retains it.
    pub retain: bool,
}

impl<F: Field> Connect<F> {
    /// Length of the whole packet.
    ///
    /// # Errors
    /// [`Error::FieldTooLong`].
    pub fn encoded_len(&self) -> Result<usize, Error> {
        encoded_len(self)
    }

    /// Writes the packet. Contents are not checked; see [`check`](Self::check).
    ///
    /// # Errors
    /// [`Error::FieldTooLong`] and [`Error::ConnectFlags`] (password without user name) before anything
    /// is written; those of the output.
    pub fn encode<O: Output + ?Sized>(&self, out: &mut O) -> Result<(), Error> {
        if self.password.is_some() && self.user_name.is_none() {
            return Err(Error::ConnectFlags);
        }
        encode(PacketType::Connect.first_byte(), self, out)
    }

    /// Checks the contents: strings are UTF-8 (MQTT-3.1.3-4, -10, -11), the will topic is a topic name,
    /// the client identifier is there unless the session is a clean one (MQTT-3.1.3-7).
    ///
    /// # Errors
    /// Those of [`check_text`], [`Error::ClientId`].
    pub fn check(&self) -> Result<(), Error> {
        check_text(TextKind::String, self.client_id)?;
        if let Some(will) = self.will {
            check_text(TextKind::TopicName, will.topic)?;
        }
        if let Some(user_name) = self.user_name {
            check_text(TextKind::String, user_name)?;
        }
        if self.client_id.is_empty() && !self.clean_session {
            return Err(Error::ClientId);
        }
        Ok(())
    }

    fn flags(&self) -> ConnectFlags {
        let mut flags = ConnectFlags::new(self.clean_session);
        if let Some(will) = &self.will {
            flags = flags.with_will(will.qos, will.retain);
        }
        if self.password.is_some() {
            flags = flags.with_password();
        }
        if self.user_name.is_some() {
            flags = flags.with_user_name();
        }
        flags
    }
}

/// The connect flags (section 3.1.2.3), for a caller that puts a CONNECT together itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectFlags(u8);

impl ConnectFlags {
    /// Without will, user name and password.
    pub const fn new(clean_session: bool) -> Self {
        ConnectFlags(if clean_session { CLEAN_SESSION } else { 0 })
    }

    /// Will topic and will payload are there.
    #[must_use]
    pub const fn with_will(self, qos: Qos, retain: bool) -> Self {
        let retain = if retain { WILL_RETAIN } else { 0 };
        ConnectFlags(self.0 | WILL | (qos as u8) << WILL_QOS_SHIFT | retain)
    }

    /// A user name is there.
    #[must_use]
    pub const fn with_user_name(self) -> Self {
        ConnectFlags(self.0 | USER_NAME)
    }

    /// A password is there. Only together with a user name (MQTT-3.1.2-22).
    #[must_use]
    pub const fn with_password(self) -> Self {
        ConnectFlags(self.0 | PASSWORD)
    }

    /// The variable header with these flags (section 3.1.2). The payload follows: client identifier, will topic, will
    /// payload, user name, password, each with its length in front.
    pub const fn variable_header(self, version: Version, keep_alive: u16) -> [u8; 10] {
        let [high, low] = keep_alive.to_be_bytes();
        [0, 4, b'M', b'Q', b'T', b'T', version.level(), self.0, high, low]
    }
}

impl<F: Field, O: Output + ?Sized> Body<O> for Connect<F> {
    fn write(&self, writer: &mut Writer<'_, O>) {
        writer.bytes(&self.flags().variable_header(self.version, self.keep_alive));
        writer.prefixed(self.client_id);
        if let Some(will) = &self.will {
            writer.prefixed(will.topic);
            writer.prefixed(will.payload);
        }
        if let Some(user_name) = self.user_name {
            writer.prefixed(user_name);
        }
        if let Some(password) = self.password {
            writer.prefixed(password);
        }
    }
}

impl<'a, S: Segment<'a>> Connect<Cursor<'a, S>> {
    /// Reads the body of a packet. Contents are not checked; see [`check`](Self::check).
    ///
    /// # Errors
    /// [`Error::ProtocolName`] (MQTT-3.1.2-1), [`Error::ProtocolLevel`] (MQTT-3.1.2-2),
    /// [`Error::ConnectFlags`] (MQTT-3.1.2-3, -11, -13, -15, -22), [`Error::Qos`] (MQTT-3.1.2-14),
    /// [`Error::Truncated`], [`Error::TrailingBytes`].
    pub fn decode(body: Cursor<'a, S>) -> Result<Self, Error> {
        let mut body = body;
        let mut same = true;
        for expected in PROTOCOL_NAME {
            same &= body.byte() == *expected;
        }
        let level = body.byte();
        body.intact()?;
        if !same {
            return Err(Error::ProtocolName);
        }
        let version = Version::from_level(level).ok_or(Error::ProtocolLevel)?;
        let flags = body.byte();
        check_flags(flags)?;
        let qos = Qos::from_level(flags >> WILL_QOS_SHIFT & 3)?;
        let keep_alive = body.u16();
        let client_id = body.prefixed();
        let mut optional = |flag| (flags & flag != 0).then(|| body.prefixed());
        let will = match (optional(WILL), optional(WILL)) {
            (Some(topic), Some(payload)) => {
                Some(Will { topic, payload, qos, retain: flags & WILL_RETAIN != 0 })
            }
            _ => None,
        };
        let user_name = optional(USER_NAME);
        let password = optional(PASSWORD);
        body.end()?;
        let clean_session = flags & CLEAN_SESSION != 0;
        Ok(Connect { version, clean_session, keep_alive, client_id, will, user_name, password })
    }
}

fn check_flags(flags: u8) -> Result<(), Error> {
    let reserved = flags & 1 != 0;
    let will_parts_alone = flags & WILL == 0 && flags & (WILL_RETAIN | 3 << WILL_QOS_SHIFT) != 0;
    let password_alone = flags & PASSWORD != 0 && flags & USER_NAME == 0;
    if reserved || will_parts_alone || password_alone { Err(Error::ConnectFlags) } else { Ok(()) }
}

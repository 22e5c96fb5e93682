//! A client built on the crate's session, against a peer that is written without it, over a link that
//! loses what is on its way when it breaks.
//!
//! `run` plays any sequence of events and checks: a QoS 2 message arrives exactly once and a QoS 1
//! message at least once, each in order, unless the session that carried it was thrown away; no two
//! messages in flight share an identifier; nothing stays behind when the link is quiet.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use mqtt_core::packet::{
    Ack, AckType, Cursor, Frame, Packet, PacketId, PacketType, Publish, Qos, SliceOutput, Subscribe,
    Subscription, Version,
};
use mqtt_core::session::{PacketIds, Progress, Resend, awaits, progress, receive, reply, resend};

const V: Version = Version::V3_1_1;
/// Enough for both sides to run out of neither memory nor patience.
const MAX_IN_FLIGHT: usize = 40;

/// Plays the events that `input` spells, then lets the link go quiet, and checks.
pub(crate) fn run(input: &[u8]) {
    let mut world = World::new(input.first().copied().unwrap_or(0));
    for event in input.iter().skip(1) {
        world.event(*event);
        world.check_identifiers();
    }
    world.drain();
    world.check_delivery();
}

/// A message is known by its number, which is its payload.
type Number = u32;

#[derive(Default)]
struct World {
    client: Client,
    peer: Peer,
    to_peer: VecDeque<Vec<u8>>,
    to_client: VecDeque<Vec<u8>>,
    sent_by_client: Vec<Sent>,
    sent_by_peer: Vec<Sent>,
}

/// A message as its publisher remembers it.
struct Sent {
    number: Number,
    qos: u8,
    /// The session that carried it was thrown away while it was in flight: no promise holds.
    abandoned: bool,
}

impl World {
    fn new(seed: u8) -> Self {
        let mut world = World::default();
        // Begin just before the identifiers wrap around, in half of the cases.
        world.client.ids.last = if seed & 1 == 0 { 0 } else { u16::MAX - u16::from(seed) };
        world
    }

    fn event(&mut self, event: u8) {
        let argument = event >> 4;
        match event & 15 {
            0..=2 => self.client_publishes(argument % 3),
            3 | 4 => self.peer_publishes(argument % 3),
            5..=7 => (0..=argument).for_each(|_| self.client_receives()),
            8..=10 => (0..=argument).for_each(|_| self.peer_receives()),
            11 => self.client.subscribe(&mut self.to_peer),
            12 => self.peer.repeat(usize::from(argument), &mut self.to_client),
            13 => self.reconnect(false, true),
            14 => self.reconnect(false, argument & 1 == 0),
            _ => self.reconnect(argument & 1 == 0, true),
        }
    }

    fn client_publishes(&mut self, qos: u8) {
        if self.client.store.len() < MAX_IN_FLIGHT {
            let number = self.sent_by_client.len() as Number;
            self.sent_by_client.push(Sent { number, qos, abandoned: false });
            self.client.publish(qos, number, &mut self.to_peer);
        }
    }

    fn peer_publishes(&mut self, qos: u8) {
        if self.peer.outbound.len() < MAX_IN_FLIGHT {
            let number = self.sent_by_peer.len() as Number;
            self.sent_by_peer.push(Sent { number, qos, abandoned: false });
            self.peer.publish(qos, number, &mut self.to_client);
        }
    }

    fn client_receives(&mut self) {
        if let Some(packet) = self.to_client.pop_front() {
            self.client.packet(&packet, &mut self.to_peer);
        }
    }

    fn peer_receives(&mut self) {
        if let Some(packet) = self.to_peer.pop_front() {
            self.peer.packet(&packet, &mut self.to_client);
        }
    }

    /// The link breaks, everything on its way is lost, a new one is made.
    fn reconnect(&mut self, clean_session: bool, peer_remembers: bool) {
        self.to_peer.clear();
        self.to_client.clear();
        let session_present = !clean_session && peer_remembers;
        if !session_present {
            self.abandon(clean_session);
        }
        self.client.connected(clean_session, session_present, &mut self.to_peer);
        if session_present {
            self.peer.send_again(&mut self.to_client);
        } else {
            self.peer = Peer { delivered: std::mem::take(&mut self.peer.delivered), ..Peer::default() };
        }
    }

    /// The peer forgets its session. What it had in flight is gone; what the client had in flight is
    /// gone after a clean start, otherwise only exactly-once is.
    fn abandon(&mut self, clean_session: bool) {
        let peer_lost: BTreeSet<Number> = self.peer.outbound.iter().map(|entry| entry.number).collect();
        for sent in &mut self.sent_by_peer {
            sent.abandoned |= peer_lost.contains(&sent.number);
        }
        let in_flight = self.client.numbers_in_flight();
        for sent in &mut self.sent_by_client {
            let doubtful = sent.qos == 2 || clean_session;
            sent.abandoned |= doubtful && in_flight.contains(&sent.number);
        }
    }

    fn drain(&mut self) {
        // What the last break lost is sent again, so nothing is left when both queues are empty.
        while !self.to_client.is_empty() || !self.to_peer.is_empty() {
            self.client_receives();
            self.peer_receives();
        }
        let left: Vec<_> = self.client.store.iter().map(|stored| &stored.bytes).collect();
        assert!(left.is_empty(), "left in the client: {left:x?}");
        assert!(self.peer.outbound.is_empty(), "left in the peer");
        assert!(self.peer.unreleased.is_empty(), "left unreleased in the peer");
    }

    fn check_identifiers(&self) {
        let mut seen = BTreeSet::new();
        for id in self.client.outbound_ids() {
            assert!(seen.insert(id), "identifier {id} is used twice");
        }
    }

    fn check_delivery(&self) {
        check_delivery(&self.sent_by_client, &self.peer.delivered);
        check_delivery(&self.sent_by_peer, &self.client.delivered);
    }
}

fn check_delivery(sent: &[Sent], delivered: &[Number]) {
    let mut counts: BTreeMap<Number, usize> = BTreeMap::new();
    for number in delivered {
        *counts.entry(*number).or_default() += 1;
    }
    for message in sent {
        let count = counts.get(&message.number).copied().unwrap_or(0);
        let expected = match message.qos {
            0 => count <= 1,
            1 => count >= 1,
            _ => count == 1,
        };
        assert!(expected || message.abandoned, "{} (QoS {}) came {count} times", message.number, message.qos);
    }
    for qos in [1, 2] {
        let of_qos: BTreeSet<Number> =
            sent.iter().filter(|m| m.qos == qos && !m.abandoned).map(|m| m.number).collect();
        let mut seen = BTreeSet::new();
        let first_times: Vec<Number> = delivered
            .iter()
            .copied()
            .filter(|number| of_qos.contains(number) && seen.insert(*number))
            .collect();
        assert!(first_times.is_sorted(), "QoS {qos} out of order (MQTT-4.6.0-1 to -6): {first_times:?}");
    }
}

/// The client, as a user of the crate writes it.
#[derive(Default)]
struct Client {
    ids: PacketIds,
    store: Vec<Stored>,
    delivered: Vec<Number>,
}

struct Stored {
    id: PacketId,
    bytes: Vec<u8>,
}

impl Stored {
    fn awaits(&self) -> Option<PacketType> {
        awaits(self.bytes[0])
    }
}

impl Client {
    fn outbound_ids(&self) -> impl Iterator<Item = u16> {
        // An inbound message that awaits its PUBREL has an identifier of the peer's.
        let outbound = self.store.iter().filter(|stored| stored.awaits() != Some(PacketType::Pubrel));
        outbound.map(|stored| stored.id.get())
    }

    fn numbers_in_flight(&self) -> BTreeSet<Number> {
        let publishes = self.store.iter().filter(|stored| stored.bytes[0] >> 4 == 3);
        publishes.map(|stored| number_of(&stored.bytes)).collect()
    }

    fn next_id(&mut self) -> PacketId {
        let mut ids = self.ids;
        let id = ids.next(|| self.outbound_ids()).unwrap();
        self.ids = ids;
        id
    }

    fn publish(&mut self, qos: u8, number: Number, link: &mut VecDeque<Vec<u8>>) {
        let qos = Qos::from_level(qos).unwrap();
        let packet_id = (qos != Qos::AtMostOnce).then(|| self.next_id());
        let payload = number.to_be_bytes();
        let publish = Publish {
            dup: false,
            qos,
            retain: false,
            packet_id,
            topic: b"t".as_slice(),
            payload: payload.as_slice(),
        };
        let mut bytes = vec![0; publish.encoded_len(V).unwrap()];
        publish.encode(V, &mut SliceOutput::new(&mut bytes)).unwrap();
        if let Some(id) = packet_id {
            self.store.push(Stored { id, bytes: bytes.clone() });
        }
        link.push_back(bytes);
    }

    fn subscribe(&mut self, link: &mut VecDeque<Vec<u8>>) {
        let id = self.next_id();
        let filters = std::iter::once(Subscription { filter: b"#".as_slice(), qos: Qos::ExactlyOnce });
        let subscribe = Subscribe { packet_id: id, filters };
        let mut bytes = vec![0; subscribe.encoded_len(V).unwrap()];
        subscribe.encode(V, &mut SliceOutput::new(&mut bytes)).unwrap();
        self.store.push(Stored { id, bytes: bytes.clone() });
        link.push_back(bytes);
    }

    fn packet(&mut self, bytes: &[u8], link: &mut VecDeque<Vec<u8>>) {
        let frame = Frame::next(&mut Cursor::from(bytes)).unwrap().unwrap();
        let packet_type = frame.header.packet_type();
        match Packet::decode(V, frame).unwrap() {
            Packet::Publish(publish) => self.published(&publish, link),
            Packet::Ack(ack) => self.acknowledged(packet_type, ack.packet_id, link),
            Packet::Suback(suback) => self.acknowledged(packet_type, suback.packet_id, link),
            other => unreachable!("{other:?}"),
        }
    }

    fn published(&mut self, publish: &Publish<Cursor<'_, &[u8]>>, link: &mut VecDeque<Vec<u8>>) {
        let mut number = [0; 4];
        assert_eq!(publish.payload.copy_to(&mut number), 4);
        let unreleased = publish.packet_id.is_some_and(|id| self.position(PacketType::Pubrel, id).is_some());
        let receipt = receive(publish.qos, unreleased);
        if receipt.deliver {
            self.delivered.push(Number::from_be_bytes(number));
        }
        if let (Some(ack_type), Some(packet_id)) = (receipt.reply, publish.packet_id) {
            let bytes = Ack { ack_type, packet_id }.encode(V).to_vec();
            if receipt.store {
                self.store.push(Stored { id: packet_id, bytes: bytes.clone() });
            }
            link.push_back(bytes);
        }
    }

    fn acknowledged(&mut self, received: PacketType, packet_id: PacketId, link: &mut VecDeque<Vec<u8>>) {
        if let Some(at) = self.position(received, packet_id) {
            self.store.remove(at);
            if progress(received) == Progress::Release {
                let bytes = Ack { ack_type: AckType::Pubrel, packet_id }.encode(V).to_vec();
                self.store.push(Stored { id: packet_id, bytes });
            }
        }
        if let Some(ack_type) = reply(received) {
            link.push_back(Ack { ack_type, packet_id }.encode(V).to_vec());
        }
    }

    fn connected(&mut self, clean_session: bool, session_present: bool, link: &mut VecDeque<Vec<u8>>) {
        self.store.retain_mut(|stored| match resend(stored.bytes[0], clean_session, session_present) {
            Resend::Send(first) => {
                stored.bytes[0] = first;
                link.push_back(stored.bytes.clone());
                true
            }
            Resend::Keep => true,
            Resend::Remove => false,
        });
    }

    fn position(&self, received: PacketType, id: PacketId) -> Option<usize> {
        self.store.iter().position(|stored| stored.id == id && stored.awaits() == Some(received))
    }
}

/// The peer, after the text of section 4.3, on bare bytes.
#[derive(Default)]
struct Peer {
    outbound: Vec<PeerEntry>,
    unreleased: BTreeSet<u16>,
    delivered: Vec<Number>,
}

struct PeerEntry {
    id: u16,
    number: Number,
    qos: u8,
    /// PUBREC has come.
    received: bool,
}

impl PeerEntry {
    fn packet(&self, dup: bool) -> Vec<u8> {
        let [high, low] = self.id.to_be_bytes();
        if self.received {
            return vec![0x62, 2, high, low];
        }
        let mut bytes = vec![0x30 | self.qos << 1 | u8::from(dup) << 3, 9, 0, 1, b't', high, low];
        bytes.extend(self.number.to_be_bytes());
        bytes
    }
}

impl Peer {
    fn publish(&mut self, qos: u8, number: Number, link: &mut VecDeque<Vec<u8>>) {
        if qos == 0 {
            let mut bytes = vec![0x30, 7, 0, 1, b't'];
            bytes.extend(number.to_be_bytes());
            link.push_back(bytes);
            return;
        }
        // The lowest identifier that is free, so that identifiers are used again at once.
        let id = (1..).find(|id| self.outbound.iter().all(|entry| entry.id != *id)).unwrap();
        let entry = PeerEntry { id, number, qos, received: false };
        link.push_back(entry.packet(false));
        self.outbound.push(entry);
    }

    fn packet(&mut self, bytes: &[u8], link: &mut VecDeque<Vec<u8>>) {
        match bytes[0] {
            first if first >> 4 == 3 => self.published(first, bytes, link),
            // SUBSCRIBE
            0x82 => link.push_back(vec![0x90, 3, bytes[2], bytes[3], 2]),
            first => self.acknowledged(first, bytes, link),
        }
    }

    fn published(&mut self, first: u8, bytes: &[u8], link: &mut VecDeque<Vec<u8>>) {
        let number = number_of(bytes);
        let (qos, high, low) = (first >> 1 & 3, bytes[5], bytes[6]);
        if qos < 2 || self.unreleased.insert(u16::from_be_bytes([high, low])) {
            self.delivered.push(number);
        }
        match qos {
            1 => link.push_back(vec![0x40, 2, high, low]),
            2 => link.push_back(vec![0x50, 2, high, low]),
            _ => {}
        }
    }

    fn acknowledged(&mut self, first: u8, bytes: &[u8], link: &mut VecDeque<Vec<u8>>) {
        let id = u16::from_be_bytes([bytes[2], bytes[3]]);
        let mine = self.outbound.iter().position(|entry| entry.id == id);
        match (first, mine) {
            (0x40, Some(at)) if self.outbound[at].qos == 1 => drop(self.outbound.remove(at)),
            (0x50, Some(at)) if self.outbound[at].qos == 2 => {
                if !self.outbound[at].received {
                    let entry = self.outbound.remove(at);
                    self.outbound.push(PeerEntry { received: true, ..entry });
                }
                link.push_back(vec![0x62, 2, bytes[2], bytes[3]]);
            }
            (0x62, _) => {
                self.unreleased.remove(&id);
                link.push_back(vec![0x70, 2, bytes[2], bytes[3]]);
            }
            (0x70, Some(at)) if self.outbound[at].received => drop(self.outbound.remove(at)),
            (0x40 | 0x50 | 0x70, _) => {}
            _ => unreachable!("{bytes:x?}"),
        }
    }

    fn send_again(&mut self, link: &mut VecDeque<Vec<u8>>) {
        link.extend(self.outbound.iter().map(|entry| entry.packet(true)));
    }

    /// Sends something again without need, as a peer must not, but some do. With QoS 1 no receiver could
    /// make up for it: the second PUBACK would acknowledge the next message with the same identifier.
    fn repeat(&mut self, which: usize, link: &mut VecDeque<Vec<u8>>) {
        if let Some(entry) = self.outbound.get(which).filter(|entry| entry.qos == 2) {
            link.push_back(entry.packet(true));
        }
    }
}

/// The number in a PUBLISH of either side.
fn number_of(bytes: &[u8]) -> Number {
    let (_, number) = bytes.split_last_chunk().unwrap();
    Number::from_be_bytes(*number)
}

//! Opening a connection and waiting for it, or beginning one.

use mqtt_core::packet::{Connack, PacketType, Segment};

use super::{Client, Error, Result, block::*, failure::Phase, worker};
#[cfg(nxd_mqtt_over_websocket)]
use crate::nxd::internal;
#[cfg(nx_secure_enable)]
use crate::rtos::tls::Setup;
use crate::{
    rtos::{
        NO_WAIT, Ticks,
        packet::{Packet, PacketRef},
        thread,
    },
    sys::{self, NX_TCP_SOCKET, NXD_ADDRESS, UINT},
};

const CONNACK: u8 = PacketType::Connack.first_byte();

/// The broker and how to talk to it.
pub(crate) struct Server {
    pub(crate) address: *mut NXD_ADDRESS,
    pub(crate) port: UINT,
    /// Seconds; 0 for none.
    pub(crate) keepalive: UINT,
    pub(crate) clean_session: UINT,
    pub(crate) wait: Ticks,
    /// For a connection with TLS: runs without the mutex once the client is known to be idle.
    #[cfg(nx_secure_enable)]
    pub(crate) tls: Option<Setup>,
}

impl Client {
    /// Connects, and with a wait option other than 0 waits for the CONNACK.
    ///
    /// # Errors
    /// Those of `nxd_mqtt_client_connect`; `IN_PROGRESS` with a wait option of 0; those of the TLS setup.
    ///
    /// # Safety
    /// `server` holds an address.
    pub(crate) unsafe fn connect(self, server: &Server) -> Result<()> {
        self.take_turn(server)?;
        // SAFETY: the contract of this function.
        let result = unsafe { self.connect_as_changer(server) };
        // Without the mutex: what this thread has set, nobody else changes.
        if self.changer() == thread::current() {
            self.set_changer(core::ptr::null_mut());
        }
        if self.state() == CONNECTED {
            // What arrived before the callback was set, or together with the CONNACK.
            self.raise(worker::RECEIVE);
        }
        result
    }

    /// Makes this thread the one that changes the connection.
    #[inline(never)]
    fn take_turn(self, server: &Server) -> Result<()> {
        let _guard = self.lock()?;
        let result = self.may_connect();
        if result.is_ok() {
            self.set_changer(thread::current());
            self.withdraw(
                worker::TIMEOUT
                    | worker::RECEIVE
                    | worker::PING_TIMEOUT
                    | worker::BROKEN
                    | worker::ESTABLISHED,
            );
            drop(self.take_processing());
            self.note_failure(Phase::None, 0);
            self.set_clean_session(server.clean_session);
        }
        result
    }

    fn may_connect(self) -> Result<()> {
        match self.state() {
            CONNECTED => Err(Error::ALREADY_CONNECTED),
            CONNECTING => Err(Error::CONNECTING),
            IDLE if self.changer().is_null() => Ok(()),
            IDLE => Err(Error::CONNECTING),
            _ => Err(Error::INVALID_STATE),
        }
    }

    unsafe fn connect_as_changer(self, server: &Server) -> Result<()> {
        let wait = server.wait;
        #[cfg(nx_secure_enable)]
        if let Some(setup) = server.tls {
            self.prepare_tls(setup)?;
        }
        #[cfg(nxd_mqtt_require_tls)]
        if self.use_tls() == 0 {
            return Err(Error::CONNECT);
        }
        self.set_callbacks(wait == NO_WAIT);
        self.socket().bind(wait);
        self.start_keepalive(server.keepalive);
        self.change_state(CONNECTING);
        if wait == NO_WAIT {
            // The client's thread goes on, perhaps before this one gets to the end.
            self.set_changer(core::ptr::null_mut());
        }
        // SAFETY: the contract of connect.
        match unsafe { self.socket().connect(server.address, server.port, wait) } {
            Ok(()) => {}
            Err(failure) if failure.get() == sys::NX_IN_PROGRESS => {}
            Err(failure) => {
                self.note_failure(Phase::Tcp, failure.get());
                self.give_up();
                return Err(Error::CONNECT);
            }
        }
        if wait == NO_WAIT {
            return Err(Error::IN_PROGRESS);
        }
        self.shake_hands(wait)
            .inspect_err(|_| self.close(NO_WAIT))
            .and_then(|connack| self.conclude(connack, wait))
    }

    /// After a TCP connect that failed, which leaves nothing to disconnect.
    fn give_up(self) {
        self.change_state(IDLE);
        // A session that has not begun has no end.
        #[cfg(nx_secure_enable)]
        if self.use_tls() != 0 {
            self.session().delete();
            self.set_use_tls(FALSE);
        }
        self.let_go();
    }

    /// TLS, WebSocket, CONNECT, and the first packet that comes back. This thread has the priority of the client's
    /// meanwhile, so that neither of them runs between the other's steps.
    fn shake_hands(self, wait: Ticks) -> Result<Packet> {
        // SAFETY: the client's thread exists as long as the client.
        let _priority = unsafe { thread::Priority::of(self.thread()) };
        #[cfg(nx_secure_enable)]
        if self.use_tls() != 0 {
            self.passed(Phase::Tls, self.session().start(self.socket(), wait))?;
        }
        #[cfg(nxd_mqtt_over_websocket)]
        if self.use_websocket() != 0 {
            self.passed(Phase::WebSocket, self.open_websocket(wait))?;
        }
        self.send_connect(wait).map_err(|_| Error::CONNECT)?;
        let packet = self.receive_answer(wait)?;
        while is_part_of_connack(*packet) {
            packet.chain(self.receive_answer(wait)?);
        }
        Ok(packet)
    }

    #[inline(never)]
    fn receive_answer(self, wait: Ticks) -> Result<Packet> {
        self.receive(wait).map_err(|failure| {
            self.note_failure(Phase::Connack, failure.get());
            Error::COMMUNICATION
        })
    }

    /// Any failure of a transport's handshake is the same to the caller.
    #[cfg(any(nx_secure_enable, nxd_mqtt_over_websocket))]
    fn passed(self, phase: Phase, status: crate::rtos::Status) -> Result<()> {
        if status == 0 {
            return Ok(());
        }
        self.note_failure(phase, status);
        Err(Error::CONNECT)
    }

    /// Takes the answer to CONNECT apart and leaves what came behind it to the client's thread.
    fn conclude(self, packet: Packet, wait: Ticks) -> Result<()> {
        let result = self.take_connack(Some(packet), wait);
        if self.state() == CONNECTED {
            self.socket().notify(None, Some(received));
        }
        result
    }

    fn set_callbacks(self, on: bool) {
        if on {
            self.socket().notify(Some(established), Some(received));
        } else {
            self.socket().notify(None, None);
        }
        #[cfg(nxd_mqtt_over_websocket)]
        if self.use_websocket() != 0 {
            let (context, callback) = if on {
                (
                    self.as_ptr().cast(),
                    Some(internal::_nxd_mqtt_client_websocket_connection_status_callback as _),
                )
            } else {
                (core::ptr::null_mut(), None)
            };
            self.websocket().notify(context, callback);
        }
    }
}

/// Whether a packet may be the beginning of a CONNACK that is still coming.
fn is_part_of_connack(packet: PacketRef) -> bool {
    packet.len() < Connack::ENCODED_LEN && matches!(packet.bytes(), [CONNACK] | [CONNACK, 2, ..])
}

/// Called on NetX Duo's IP thread.
unsafe extern "C" fn established(socket: *mut NX_TCP_SOCKET) {
    // SAFETY: given to the socket of a control block only.
    unsafe { Client::of_socket(socket) }.raise(worker::ESTABLISHED);
}

/// Called on NetX Duo's IP thread.
unsafe extern "C" fn received(socket: *mut NX_TCP_SOCKET) {
    // SAFETY: given to the socket of a control block only.
    unsafe { Client::of_socket(socket) }.raise(worker::RECEIVE);
}

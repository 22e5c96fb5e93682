//! Making a client.

use core::ffi::c_void;

use super::{Client, Error, Result, block::*, worker};
use crate::rtos::Failure;
use crate::sys::{self, CHAR, NX_IP, NX_PACKET_POOL, NX_TCP_SOCKET, UINT, ULONG};

/// Who the client is and what it works with. All of it stays the application's.
pub(crate) struct Identity {
    pub(crate) name: *mut CHAR,
    pub(crate) id: *mut CHAR,
    pub(crate) id_len: UINT,
    pub(crate) ip: *mut NX_IP,
    pub(crate) pool: *mut NX_PACKET_POOL,
}

/// Of the client's thread.
pub(crate) struct Stack {
    pub(crate) start: *mut c_void,
    pub(crate) size: ULONG,
    pub(crate) priority: UINT,
}

/// Creates a client with a thread of its own.
///
/// # Errors
/// `INTERNAL`; then nothing is left of it.
///
/// # Safety
/// `client` and `stack` are memory for it; `identity` holds an IP instance and a pool.
pub(crate) unsafe fn create(client: Client, identity: &Identity, stack: &Stack) -> Result<()> {
    let raw = client.as_ptr();
    // SAFETY: the contract of this function.
    unsafe {
        #[cfg(not(nxd_mqtt_cloud_enable))]
        let mutex = &raw mut (*raw).nxd_mqtt_protection;
        #[cfg(nxd_mqtt_cloud_enable)]
        let mutex = &raw mut (*raw).nxd_mqtt_client_cloud.nx_cloud_mutex;
        prepare(client, identity, mutex)?;
        conclude(client, start(client, identity, stack))
    }
}

/// Creates a client that runs on the thread of `cloud`.
///
/// # Errors
/// `INTERNAL`; then nothing is left of it.
///
/// # Safety
/// As for `create`; `cloud` exists.
#[cfg(nxd_mqtt_cloud_enable)]
pub(crate) unsafe fn create_on_cloud(
    client: Client,
    identity: &Identity,
    cloud: *mut sys::NX_CLOUD,
) -> Result<()> {
    // SAFETY: the contract of this function.
    unsafe {
        prepare(client, identity, &raw mut (*cloud).nx_cloud_mutex)?;
        conclude(client, join(client, identity, cloud))
    }
}

/// Everything but the thread.
unsafe fn prepare(client: Client, identity: &Identity, mutex: *mut sys::TX_MUTEX) -> Result<()> {
    let raw = client.as_ptr();
    // SAFETY: memory for a control block, for which all zeros is the value of every field that is not set.
    unsafe {
        raw.write_bytes(0, 1);
        (*raw).nxd_mqtt_client_name = identity.name;
        (*raw).nxd_mqtt_client_id = identity.id;
        (*raw).nxd_mqtt_client_id_length = identity.id_len;
        (*raw).nxd_mqtt_client_ip_ptr = identity.ip;
        (*raw).nxd_mqtt_client_packet_pool_ptr = identity.pool;
        (*raw).nxd_mqtt_client_mutex_ptr = mutex;
        #[cfg(nxd_extension)]
        {
            (*raw).nxd_mqtt_client_protocol_level = sys::MQTT_PROTOCOL_LEVEL;
        }
        let socket = client.socket();
        socket.create(identity.ip, identity.name, broken, raw.cast()).map_err(|_| Error::INTERNAL)
    }
}

/// The client is there, or the socket goes, too.
fn conclude(client: Client, result: core::result::Result<(), Failure>) -> Result<()> {
    if result.is_err() {
        client.socket().delete();
        return Err(Error::INTERNAL);
    }
    client.set_state(IDLE);
    Ok(())
}

#[cfg(not(nxd_mqtt_cloud_enable))]
unsafe fn start(client: Client, identity: &Identity, stack: &Stack) -> core::result::Result<(), Failure> {
    use crate::rtos::thread;

    let start = thread::Start {
        name: identity.name,
        entry: worker::entry,
        stack: stack.start,
        stack_size: stack.size,
        priority: stack.priority,
    };
    client.mutex().create(identity.name)?;
    client
        .events()
        .create(identity.name)
        .and_then(|()| {
            // SAFETY: memory of a control block; the stack is the caller's contract.
            unsafe { thread::create(client.thread(), &start) }.inspect_err(|_| client.events().delete())
        })
        .inspect_err(|_| client.mutex().delete())
}

/// An NX_CLOUD of its own is the thread.
#[cfg(nxd_mqtt_cloud_enable)]
unsafe fn start(client: Client, identity: &Identity, stack: &Stack) -> core::result::Result<(), Failure> {
    use crate::rtos::cloud;

    // SAFETY: a prepared control block; the stack is the caller's contract.
    unsafe {
        let own = &raw mut (*client.as_ptr()).nxd_mqtt_client_cloud;
        cloud::create(own, stack.start, stack.size, stack.priority)?;
        join(client, identity, own).inspect_err(|_| cloud::delete(own))
    }
}

#[cfg(nxd_mqtt_cloud_enable)]
unsafe fn join(
    client: Client,
    identity: &Identity,
    cloud: *mut sys::NX_CLOUD,
) -> core::result::Result<(), Failure> {
    let raw = client.as_ptr();
    // SAFETY: a prepared control block and an NX_CLOUD that exists.
    unsafe {
        (*raw).nxd_mqtt_client_cloud_ptr = cloud;
        client.module().register(cloud, identity.name, worker::process, raw.cast())
    }
}

/// Called when the peer ends a connection.
unsafe extern "C" fn broken(socket: *mut NX_TCP_SOCKET) {
    // SAFETY: given to the socket of a control block only.
    unsafe { Client::of_socket(socket) }.raise(worker::BROKEN);
}

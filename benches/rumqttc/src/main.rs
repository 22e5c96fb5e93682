//! The benchmark cases on rumqttc's `AsyncClient`; command line and output as in `clients/bench.h`.
//!
//! Fastest correct usage found: one current-thread runtime with a deep request channel, payloads
//! that are shared and not copied. A multi-threaded runtime is slower.

use std::error::Error;
use std::time::{Duration, Instant};

use bytes::Bytes;
use rumqttc::{AsyncClient, Event, EventLoop, MqttOptions, NetworkOptions, Packet, Publish, QoS};
use rustix::time::{ClockId, clock_gettime};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const TOPIC: &str = "nxd/bench";
/// Requests between the publishing task and the event loop.
const CHANNEL: usize = 1000;
/// Unacknowledged QoS 1 messages at most.
const WINDOW: u16 = 10_000;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments = Arguments::parse()?;
    let mut connection = Connection::open(&arguments).await?;
    match arguments.case.as_str() {
        "qos0-pub" => connection.publish(&arguments, QoS::AtMostOnce).await?,
        "qos1-pub" => connection.publish(&arguments, QoS::AtLeastOnce).await?,
        "qos0-recv" => connection.receive(&arguments).await?,
        "latency" => connection.latency(&arguments).await?,
        other => return Err(format!("unknown case {other}").into()),
    }
    connection.client.disconnect().await?;
    // The request leaves in one of the next polls; the one after that fails, at the end of the stream.
    while connection.events.poll().await.is_ok() {}
    Ok(())
}

struct Arguments {
    host: String,
    port: u16,
    case: String,
    count: u64,
    size: usize,
}

impl Arguments {
    fn parse() -> Result<Self> {
        let mut parsed =
            Self { host: "127.0.0.1".into(), port: 1883, case: String::new(), count: 10_000, size: 16 };
        let mut words = std::env::args().skip(1);
        while let Some(name) = words.next() {
            let value = words.next().ok_or_else(|| format!("{name} needs a value"))?;
            match name.as_str() {
                "--host" => parsed.host = value,
                "--port" => parsed.port = value.parse()?,
                "--case" => parsed.case = value,
                "--count" => parsed.count = value.parse()?,
                "--size" => parsed.size = value.parse()?,
                _ => return Err(format!("unknown option {name}").into()),
            }
        }
        Ok(parsed)
    }
}

struct Connection {
    client: AsyncClient,
    events: EventLoop,
}

impl Connection {
    async fn open(arguments: &Arguments) -> Result<Self> {
        let mut options = MqttOptions::new("rumqttc", &arguments.host, arguments.port);
        options.set_keep_alive(Duration::from_secs(300)).set_inflight(WINDOW);
        let (client, mut events) = AsyncClient::new(options, CHANNEL);
        // Nagle merges the small writes of a burst: much faster, and no loss where one waits for all.
        let mut network = NetworkOptions::new();
        network.set_tcp_nodelay(arguments.case == "latency");
        events.set_network_options(network);
        let mut connection = Self { client, events };
        connection.await_packet(|packet| matches!(packet, Packet::ConnAck(_))).await?;
        Ok(connection)
    }

    /// Publishes `count` messages; ends with the last acknowledgement. With QoS 0 the last message
    /// goes at QoS 1, so that its acknowledgement tells that all have arrived.
    async fn publish(&mut self, arguments: &Arguments, qos: QoS) -> Result<()> {
        let payload = Bytes::from(vec![b'x'; arguments.size]);
        let mut unacknowledged = if qos == QoS::AtMostOnce { 1 } else { arguments.count };
        let (client, count) = (self.client.clone(), arguments.count);
        let burst = Burst::begin();
        let publisher = tokio::spawn(async move {
            for left in (0..count).rev() {
                let qos = if left == 0 { QoS::AtLeastOnce } else { qos };
                client.publish_bytes(TOPIC, qos, false, payload.clone()).await?;
            }
            Ok::<_, rumqttc::ClientError>(())
        });
        while unacknowledged > 0 {
            if let Event::Incoming(Packet::PubAck(_)) = self.events.poll().await? {
                unacknowledged -= 1;
            }
        }
        burst.end(count, "");
        publisher.await??;
        Ok(())
    }

    async fn receive(&mut self, arguments: &Arguments) -> Result<()> {
        self.client.subscribe(TOPIC, QoS::AtMostOnce).await?;
        self.await_packet(|packet| matches!(packet, Packet::SubAck(_))).await?;
        let command = format!("peer/source/{}/{}", arguments.count, arguments.size);
        let burst = Burst::begin();
        self.client.publish(command, QoS::AtMostOnce, false, Vec::new()).await?;
        let mut received = 0;
        while received < arguments.count {
            if let Event::Incoming(Packet::Publish(Publish { payload, .. })) = self.events.poll().await? {
                if payload.len() != arguments.size {
                    return Err("payload of the wrong length".into());
                }
                received += 1;
            }
        }
        burst.end(received, "");
        Ok(())
    }

    /// One message in flight at a time; a tenth as many before, to warm up.
    async fn latency(&mut self, arguments: &Arguments) -> Result<()> {
        let payload = Bytes::from(vec![b'x'; arguments.size]);
        let warm_up = arguments.count / 10;
        let mut samples = Vec::with_capacity(arguments.count as usize);
        let mut burst = Burst::begin();
        for index in 0..warm_up + arguments.count {
            if index == warm_up {
                burst = Burst::begin();
            }
            let start = Instant::now();
            self.client.publish_bytes(TOPIC, QoS::AtLeastOnce, false, payload.clone()).await?;
            self.await_packet(|packet| matches!(packet, Packet::PubAck(_))).await?;
            if index >= warm_up {
                samples.push(start.elapsed().as_nanos() as f64 / 1e3);
            }
        }
        samples.sort_by(f64::total_cmp);
        let at = |share: f64| samples[((samples.len() - 1) as f64 * share) as usize];
        burst.end(arguments.count, &format!(",\"median_us\":{:.3},\"p99_us\":{:.3}", at(0.5), at(0.99)));
        Ok(())
    }

    async fn await_packet(&mut self, wanted: impl Fn(&Packet) -> bool) -> Result<()> {
        loop {
            if let Event::Incoming(packet) = self.events.poll().await?
                && wanted(&packet)
            {
                return Ok(());
            }
        }
    }
}

/// The measured part of a run.
struct Burst {
    start: Instant,
    cpu: f64,
}

impl Burst {
    fn begin() -> Self {
        mark("burst-begin");
        Self { cpu: cpu_seconds(), start: Instant::now() }
    }

    /// Prints the result line.
    fn end(self, messages: u64, more: &str) {
        let seconds = self.start.elapsed().as_secs_f64();
        let cpu = cpu_seconds() - self.cpu;
        mark("burst-end");
        println!("{{\"messages\":{messages},\"seconds\":{seconds:.6},\"cpu_seconds\":{cpu:.6}{more}}}");
    }
}

/// Of all threads, user and system.
fn cpu_seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// A system call that does nothing but stand in strace's output.
fn mark(name: &str) {
    let _ = std::fs::metadata(format!("/{name}"));
}

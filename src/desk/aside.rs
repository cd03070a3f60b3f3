//! Work that takes long and nobody waits for as they wait for an answer: it gives way to answering.

use thread_priority::{ThreadPriority, ThreadPriorityValue, set_current_thread_priority};

/// How much such work counts beside answering, of 100. On Linux a niceness of about 10: where both want a processor, a
/// tenth of it, so that a rebuild gets on however much is asked.
const LOW: u8 = 25;

/// Does `work` on a thread of its own at low priority, which the threads it starts take over, and waits for it.
///
/// A thread of the caller's own could not be made low: an unprivileged process may not raise it again.
pub(super) fn aside<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let done = std::thread::scope(|threads| {
        let at_low_priority = || {
            let low = ThreadPriorityValue::try_from(LOW).map_or(ThreadPriority::Min, ThreadPriority::Crossplatform);
            if let Err(error) = set_current_thread_priority(low) {
                tracing::debug!(?error, "the priority of a thread could not be lowered");
            }
            work()
        };
        threads.spawn(at_low_priority).join()
    });
    done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

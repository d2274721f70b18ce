//! The record of every call to a partner system: which, what, how long and how it ended. Never who or what it was about.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use super::failure::{Failure, System};

/// Upper bounds of the histogram, in seconds: the last stands just above the default time-out.
const BOUNDS: [f64; 8] = [0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.5];

/// Counts since the start of this process.
#[derive(Debug, Default)]
pub struct Calls {
    tallies: Mutex<BTreeMap<Key, Tally>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    system: System,
    operation: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    count: u64,
    seconds: f64,
    /// How many took at most the bound of the same place in [`BOUNDS`].
    within: [u64; BOUNDS.len()],
}

impl Calls {
    /// Counts and logs one finished call.
    pub fn record(
        &self,
        system: System,
        operation: &'static str,
        duration: Duration,
        failure: Option<&Failure>,
    ) {
        let outcome = failure.map_or("ok", Failure::name);
        let seconds = duration.as_secs_f64();
        let key = Key {
            system,
            operation,
            outcome,
        };
        {
            let mut tallies = self.tallies.lock().unwrap_or_else(PoisonError::into_inner);
            let tally = tallies.entry(key).or_default();
            tally.count += 1;
            tally.seconds += seconds;
            for (within, bound) in tally.within.iter_mut().zip(BOUNDS) {
                if seconds <= bound {
                    *within += 1;
                }
            }
        }
        let system = system.name();
        match failure {
            None => tracing::debug!(system, operation, outcome, seconds, "partner call"),
            Some(_) => tracing::warn!(system, operation, outcome, seconds, "partner call"),
        }
    }

    /// Appends the counts in Prometheus' text format.
    pub fn write_metrics(&self, out: &mut String) {
        let tallies = self
            .tallies
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        out.push_str("# HELP jara_partner_call_seconds Calls to partner systems by outcome.\n");
        out.push_str("# TYPE jara_partner_call_seconds histogram\n");
        for (
            Key {
                system,
                operation,
                outcome,
            },
            tally,
        ) in &tallies
        {
            let labels = format!(
                "system=\"{}\",operation=\"{operation}\",outcome=\"{outcome}\"",
                system.name()
            );
            let name = "jara_partner_call_seconds";
            for (within, bound) in tally.within.iter().zip(BOUNDS) {
                // Writing to a String cannot fail.
                let _ = writeln!(out, "{name}_bucket{{{labels},le=\"{bound}\"}} {within}");
            }
            let _ = writeln!(out, "{name}_bucket{{{labels},le=\"+Inf\"}} {}", tally.count);
            let _ = writeln!(out, "{name}_sum{{{labels}}} {}", tally.seconds);
            let _ = writeln!(out, "{name}_count{{{labels}}} {}", tally.count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_counted_by_system_operation_and_outcome() {
        let calls = Calls::default();
        calls.record(System::Kapaks, "check", Duration::from_millis(30), None);
        calls.record(
            System::Kapaks,
            "check",
            Duration::from_secs(6),
            Some(&Failure::TimedOut),
        );
        let mut text = String::new();
        calls.write_metrics(&mut text);
        assert!(text.contains(
            "jara_partner_call_seconds_bucket{system=\"kapaks\",operation=\"check\",outcome=\"ok\",le=\"0.05\"} 1"
        ));
        assert!(text.contains(
            "jara_partner_call_seconds_bucket{system=\"kapaks\",operation=\"check\",outcome=\"timed_out\",le=\"5.5\"} 0"
        ));
        assert!(text.contains(
            "jara_partner_call_seconds_count{system=\"kapaks\",operation=\"check\",outcome=\"timed_out\"} 1"
        ));
    }
}

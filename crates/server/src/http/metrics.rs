//! Counts for Prometheus.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

/// Upper bounds of the duration classes, in seconds.
const BUCKETS: [f64; 8] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0, 10.0];

#[derive(Debug, Default)]
struct Durations {
    buckets: [u64; BUCKETS.len()],
    count: u64,
    seconds: f64,
}

#[derive(Debug, Default)]
pub struct Metrics {
    requests: Mutex<BTreeMap<(String, String, u16), u64>>,
    durations: Mutex<BTreeMap<String, Durations>>,
    pub event_streams: AtomicI64,
}

impl Metrics {
    /// Routes are patterns, so that their number is bounded.
    pub fn answered(&self, method: &str, route: &str, status: u16, elapsed: Duration) {
        // Any word can be a method; only the known ones are counted apart.
        let method = match method {
            "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS" => method,
            _ => "other",
        };
        let key = (method.to_owned(), route.to_owned(), status);
        *self
            .requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(key)
            .or_default() += 1;
        let mut durations = self.durations.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = durations.entry(route.to_owned()).or_default();
        entry.count += 1;
        entry.seconds += elapsed.as_secs_f64();
        for (bucket, bound) in entry.buckets.iter_mut().zip(BUCKETS) {
            if elapsed.as_secs_f64() <= bound {
                *bucket += 1;
            }
        }
    }

    /// Appends the text format of Prometheus. Writing to a `String` cannot fail.
    pub fn write(&self, out: &mut String) {
        out.push_str("# TYPE jara_http_requests_total counter\n");
        for ((method, route, status), count) in self
            .requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
        {
            let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
            let _ = writeln!(out, "jara_http_requests_total{{{labels}}} {count}");
        }
        out.push_str("# TYPE jara_http_request_seconds histogram\n");
        for (route, durations) in self
            .durations
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
        {
            for (bound, count) in BUCKETS.iter().zip(durations.buckets) {
                let labels = format!("route=\"{route}\",le=\"{bound}\"");
                let _ = writeln!(out, "jara_http_request_seconds_bucket{{{labels}}} {count}");
            }
            let (count, seconds) = (durations.count, durations.seconds);
            let _ = writeln!(
                out,
                "jara_http_request_seconds_bucket{{route=\"{route}\",le=\"+Inf\"}} {count}"
            );
            let _ = writeln!(
                out,
                "jara_http_request_seconds_sum{{route=\"{route}\"}} {seconds}"
            );
            let _ = writeln!(
                out,
                "jara_http_request_seconds_count{{route=\"{route}\"}} {count}"
            );
        }
        let streams = self.event_streams.load(Ordering::Relaxed);
        let _ = writeln!(
            out,
            "# TYPE jara_event_streams gauge\njara_event_streams {streams}"
        );
    }
}

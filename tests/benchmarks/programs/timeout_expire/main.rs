use std::time::Duration;
use tokio::time::{sleep, timeout};

#[tokio::main]
async fn main() {
    tokio::spawn(run()).await.unwrap();
}

async fn leaf() -> i64 {
    sleep(Duration::from_secs(3600)).await;
    1
}

async fn work() -> i64 {
    leaf().await
}

async fn client() -> i64 {
    let mut expired = 0;
    for _ in 0..100 {
        if timeout(Duration::from_millis(1), work()).await.is_err() {
            expired += 1;
        }
    }
    expired
}

async fn run() {
    let tasks: Vec<_> = (0..1_000).map(|_| tokio::spawn(client())).collect();
    let mut total = 0;
    for task in tasks {
        total += task.await.unwrap();
    }
    println!("{total}");
}

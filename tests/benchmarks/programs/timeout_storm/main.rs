use std::time::Duration;
use tokio::time::timeout;

#[tokio::main]
async fn main() {
    tokio::spawn(run()).await.unwrap();
}

async fn work(i: i64) -> i64 {
    tokio::task::yield_now().await;
    i
}

async fn run() {
    let mut total = 0;
    for i in 0..2_000_000 {
        match timeout(Duration::from_secs(10), work(i)).await {
            Ok(value) => total += value,
            Err(error) => println!("{error}"),
        }
    }
    println!("{total}");
}

use std::time::Duration;

#[tokio::main]
async fn main() {
    tokio::spawn(run()).await.unwrap();
}

async fn leaf() -> i64 {
    tokio::time::sleep(Duration::from_secs(3600)).await;
    1
}

async fn slow() -> i64 {
    leaf().await
}

async fn fast(i: i64) -> i64 {
    tokio::task::yield_now().await;
    i
}

async fn run() {
    let mut total = 0;
    for i in 0..200_000 {
        total += tokio::select! {
            value = slow() => value,
            value = fast(i) => value,
        };
    }
    println!("{total}");
}

#[tokio::main]
async fn main() {
    tokio::spawn(run()).await.unwrap();
}

async fn run() {
    let mut total = 0;
    for i in 0..10_000_000_i64 {
        tokio::task::yield_now().await;
        total = (total + i) % 1_000_007;
    }
    println!("{total}");
}

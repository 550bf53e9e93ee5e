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
    for _ in 0..100 {
        let tasks: Vec<_> = (0..10_000).map(|i| tokio::spawn(work(i))).collect();
        for task in tasks {
            total += task.await.unwrap();
        }
    }
    println!("{total}");
}

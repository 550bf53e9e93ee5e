use std::time::Duration;

#[tokio::main]
async fn main() {
    tokio::spawn(run()).await.unwrap();
}

async fn nap(i: i64) -> i64 {
    tokio::time::sleep(Duration::from_millis(10)).await;
    i
}

async fn run() {
    let mut total = 0;
    for _ in 0..5 {
        let tasks: Vec<_> = (0..200_000).map(|i| tokio::spawn(nap(i))).collect();
        for task in tasks {
            total += task.await.unwrap();
        }
    }
    println!("{total}");
}

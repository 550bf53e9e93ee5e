use std::sync::Arc;
use tokio::sync::Semaphore;

#[tokio::main]
async fn main() {
    tokio::spawn(run()).await.unwrap();
}

async fn run() {
    let permits = Arc::new(Semaphore::new(8));
    let tasks: Vec<_> = (0..64)
        .map(|_| {
            let permits = permits.clone();
            tokio::spawn(async move {
                let mut done = 0;
                for _ in 0..31_250 {
                    let _permit = permits.acquire().await.unwrap();
                    tokio::task::yield_now().await;
                    done += 1;
                }
                done
            })
        })
        .collect();
    let mut total = 0;
    for task in tasks {
        total += task.await.unwrap();
    }
    println!("{total}");
}

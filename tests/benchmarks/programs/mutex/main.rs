use std::sync::Arc;
use tokio::sync::Mutex;

#[tokio::main]
async fn main() {
    tokio::spawn(run()).await.unwrap();
}

async fn run() {
    let counter = Arc::new(Mutex::new(0));
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let counter = counter.clone();
            tokio::spawn(async move {
                for _ in 0..1_000_000 {
                    *counter.lock().await += 1;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    println!("{}", *counter.lock().await);
}

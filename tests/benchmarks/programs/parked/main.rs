use std::sync::Arc;
use tokio::sync::Semaphore;

#[tokio::main]
async fn main() {
    tokio::spawn(run()).await.unwrap();
}

async fn waiter(gate: Arc<Semaphore>, i: i64) -> i64 {
    let _permit = gate.acquire().await.unwrap();
    i
}

async fn run() {
    let gate = Arc::new(Semaphore::new(0));
    let tasks: Vec<_> = (0..1_000_000)
        .map(|i| tokio::spawn(waiter(gate.clone(), i)))
        .collect();
    gate.add_permits(tasks.len());
    let mut total = 0;
    for task in tasks {
        total += task.await.unwrap();
    }
    println!("{total}");
}

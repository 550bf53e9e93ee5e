use tokio::sync::mpsc;

#[tokio::main]
async fn main() {
    tokio::spawn(run()).await.unwrap();
}

async fn produce(tx: mpsc::Sender<i64>, count: i64) {
    for i in 0..count {
        tx.send(i).await.unwrap();
    }
}

async fn run() {
    let (left, mut from_left) = mpsc::channel(100);
    let (right, mut from_right) = mpsc::channel(100);
    tokio::spawn(produce(left, 1_500_000));
    tokio::spawn(produce(right, 1_500_000));
    let mut total = 0;
    for _ in 0..3_000_000 {
        tokio::select! {
            Some(value) = from_left.recv() => total += value,
            Some(value) = from_right.recv() => total += 3 * value,
            else => break,
        }
    }
    println!("{total}");
}

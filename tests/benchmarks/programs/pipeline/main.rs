use tokio::sync::mpsc;

#[tokio::main]
async fn main() {
    tokio::spawn(run()).await.unwrap();
}

async fn run() {
    let (first, mut last) = mpsc::channel::<i64>(100);
    tokio::spawn(async move {
        for i in 0..500_000 {
            first.send(i).await.unwrap();
        }
    });
    for _ in 0..16 {
        let (tx, next) = mpsc::channel(100);
        let mut rx = std::mem::replace(&mut last, next);
        tokio::spawn(async move {
            while let Some(value) = rx.recv().await {
                tx.send(value + 1).await.unwrap();
            }
        });
    }
    let mut total = 0;
    while let Some(value) = last.recv().await {
        total += value;
    }
    println!("{total}");
}

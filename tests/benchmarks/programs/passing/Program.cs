var xs = new List<long>(Enumerable.Repeat(1L, 5000000));
long sum = 0;
for (int i = 0; i < 50000000; i++)
{
    int at = i % 5000000;
    sum += Ends(xs);
    Bump(xs, at);
    xs[at]++;
}
Console.WriteLine(sum);

static long Ends(List<long> xs) => xs[0] + xs[^1];

static void Bump(List<long> xs, int i) => xs[i]++;

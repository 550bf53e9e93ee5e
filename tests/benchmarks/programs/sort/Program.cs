var xs = RandomList(2000000);
var ys = RandomList(2000000);
Quicksort(xs, 0, xs.Count - 1);
ys.Sort();
var zs = xs.OrderBy(x => -x).ToList();
Console.WriteLine($"{(xs.SequenceEqual(ys) ? "true" : "false")} {xs[0]} {xs[1000000]} {zs[0]}");

static void Quicksort(List<long> xs, int low, int high)
{
    int i = low, j = high;
    long pivot = xs[(low + high) / 2];
    while (i <= j)
    {
        while (xs[i] < pivot)
        {
            i++;
        }
        while (xs[j] > pivot)
        {
            j--;
        }
        if (i <= j)
        {
            (xs[i], xs[j]) = (xs[j], xs[i]);
            i++;
            j--;
        }
    }
    if (low < j)
    {
        Quicksort(xs, low, j);
    }
    if (i < high)
    {
        Quicksort(xs, i, high);
    }
}

static List<long> RandomList(int n)
{
    var xs = new List<long>();
    long seed = 42;
    for (int i = 0; i < n; i++)
    {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        xs.Add(seed);
    }
    return xs;
}

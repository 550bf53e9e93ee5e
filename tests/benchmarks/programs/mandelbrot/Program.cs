const int N = 900;
long inside = 0, sum = 0;
for (int y = 0; y < N; y++)
{
    double ci = 2.0 * y / N - 1.0;
    for (int x = 0; x < N; x++)
    {
        double cr = 2.0 * x / N - 1.5;
        int rounds = EscapesAfter(cr, ci, 200);
        sum += rounds;
        if (rounds == 200)
        {
            inside++;
        }
    }
}
Console.WriteLine($"{inside} {sum}");

static int EscapesAfter(double cr, double ci, int limit)
{
    double zr = 0, zi = 0;
    int rounds = 0;
    while (rounds < limit && zr * zr + zi * zi <= 4.0)
    {
        double next = zr * zr - zi * zi + cr;
        zi = 2.0 * zr * zi + ci;
        zr = next;
        rounds++;
    }
    return rounds;
}

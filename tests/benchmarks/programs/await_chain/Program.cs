long total = 0;
for (long i = 0; i < 10_000_000; i++)
{
    total = (total + await Chain.One(i)) % 1_000_007;
}
Console.WriteLine(total);

internal static class Chain
{
    internal static async ValueTask<long> One(long n) => await Two(n) + 1;
    private static async ValueTask<long> Two(long n) => await Three(n) + 1;
    private static async ValueTask<long> Three(long n) => await Four(n) + 1;
    private static async ValueTask<long> Four(long n) => await Five(n) + 1;
#pragma warning disable CS1998
    private static async ValueTask<long> Five(long n) => n + 1;
#pragma warning restore CS1998
}

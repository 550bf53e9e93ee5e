Console.WriteLine(CountPrimes(20000000));

static long CountPrimes(long limit)
{
    var composite = new bool[limit + 1];
    long count = 0;
    for (long i = 2; i <= limit; i++)
    {
        if (!composite[i])
        {
            count++;
            for (long j = i * i; j <= limit; j += i)
            {
                composite[j] = true;
            }
        }
    }
    return count;
}

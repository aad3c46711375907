using WasiHal.Cluster.Spoke;

namespace WasiHal.Cluster.Tests.Spoke;

public sealed class BackoffTests
{
    [Fact]
    public void Next_DoublesItsBoundUpToAMinute_AndIsSpreadOverAllOfIt()
    {
        for (var failures = 0; failures < 12; failures++)
        {
            var bound = Math.Min(60, Math.Pow(2, failures));
            var waits = Enumerable.Range(0, 400).Select(seed =>
            {
                var backoff = new Backoff(new Random(seed));
                var wait = TimeSpan.Zero;
                for (var failure = 0; failure <= failures; failure++)
                {
                    wait = backoff.Next(null);
                }

                return wait.TotalSeconds;
            }).ToList();

            Assert.All(waits, wait => Assert.InRange(wait, 0.05, bound));
            Assert.True(waits.Min() < 0.1 * bound && waits.Max() > 0.9 * bound, $"{waits.Min()} to {waits.Max()} of {bound}");
        }
    }

    [Fact]
    public void Next_AskedToWait_WaitsAsLongAndNotMuchLonger()
    {
        var backoff = new Backoff(new Random(1));

        Assert.All(Enumerable.Range(0, 20), _ => Assert.InRange(backoff.Next(TimeSpan.FromSeconds(100)), TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(101)));
    }

    [Fact]
    public void Reset_BeginsAnew()
    {
        var backoff = new Backoff(new Random(1));
        for (var failure = 0; failure < 10; failure++)
        {
            backoff.Next(null);
        }

        backoff.Reset();

        Assert.Equal(0, backoff.Failures);
        Assert.InRange(backoff.Next(null), TimeSpan.Zero, Backoff.First);
    }
}

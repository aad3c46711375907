using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace WasiHal.Cluster.Tests;

/// <summary>Waits for what must come, however slow the machine is.</summary>
internal static class TestClock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Asks again and again; between two looks the node's time goes on.</summary>
    /// <param name="time">The node's clock.</param>
    /// <param name="condition">What must come.</param>
    /// <param name="step">How far the clock goes between two looks.</param>
    public static async Task UntilAsync(this FakeTimeProvider time, Func<bool> condition, TimeSpan? step = null)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(begin) > Patience)
            {
                Assert.Fail("what the test waits for did not come");
            }

            time.Advance(step ?? TimeSpan.FromMilliseconds(250));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}

using System.Diagnostics;

namespace WasiHal.Hosting.Tests;

/// <summary>Waits for what must come, however slow the machine is.</summary>
internal static class Until
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Asks again and again.</summary>
    /// <param name="condition">What must come.</param>
    /// <param name="what">The words for a wait in vain.</param>
    /// <param name="patience">How long is waited; <see cref="Patience"/> without it.</param>
    /// <param name="interval">Between two looks; 10 ms without it.</param>
    public static async Task TrueAsync(Func<bool> condition, Func<string>? what = null, TimeSpan? patience = null, TimeSpan? interval = null)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(begin) > (patience ?? Patience))
            {
                Assert.Fail(what?.Invoke() ?? "what the test waits for did not come");
            }

            await Task.Delay(interval ?? Interval, TestContext.Current.CancellationToken);
        }
    }
}

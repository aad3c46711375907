using System.Diagnostics;

namespace WasiHal.Hosting.Tests.Runtime;

/// <summary>Waits for what must come, however slow the machine is.</summary>
internal static class Until
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task TrueAsync(Func<bool> condition)
    {
        var begin = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < Patience, "what the test waits for did not come");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}

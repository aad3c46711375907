using System.Globalization;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Hostile;

/// <summary>These run alone: what they measure is the process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection : ICollectionFixture<GuestWorkshop>
{
    public const string Name = "guests alone";
}

/// <summary>However often a plugin does its worst, the process is as large as before.</summary>
[Collection(AloneCollection.Name)]
public sealed class HostileGrowthTests(GuestWorkshop workshop)
{
    private const int Settled = 5;
    private const long NoiseBytes = 48 << 20;

    [Theory]
    [InlineData("exits/abort", 30)]
    [InlineData("recursion/no-limit", 30)]
    [InlineData("errors/10mb", 25)]
    [InlineData("log/direct-flood", 40)]
    [InlineData("answers/text-20mb", 40)]
    [InlineData("memory/many-small", 10)]
    [InlineData("memory/one-block", 40)]
    [InlineData("sleeps/long", 15)]
    [InlineData("loops/finaliser-after-answer", 15)]
    [InlineData("replaced/constants", 40)]
    public async Task Deed_DoneAgainAndAgain_LeavesNothingBehind(string name, int times)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells what belongs to a process");
        var one = HostileCase.All[name];
        var deadline = one.ExpectsDeadline ? HostileCase.ShortDeadline : TimeSpan.FromSeconds(60);
        await using var stage = await HostileStage.OpenAsync(workshop);
        var (threads, memories, bytes) = (0, 0, 0L);
        for (var time = 1; time <= times; time++)
        {
            stage.Put(stage.Define(one.PluginId, deadline, TimeSpan.FromSeconds(60), ("app.py", HostileCase.Entry("poll")), ("deed.py", one.Source)));
            await stage.PassTimeUntilAsync(() => stage.Status(one.PluginId) is { Failures: > 0 }, "the deed is done");
            await stage.RemoveAsync();
            if (time == Settled)
            {
                (threads, memories, bytes) = (ThisProcess.Threads, Memories(), ThisProcess.PrivateBytes());
            }
        }

        // A few threads of the pool come and go, and a store may be on its way out.
        Assert.InRange(ThisProcess.Threads, 1, threads + 8);
        Assert.InRange(Memories(), 1, memories + 2);
        Assert.InRange(ThisProcess.PrivateBytes() - bytes, long.MinValue, NoiseBytes);
    }

    /// <summary>The memories of instances, by the address space that the engine reserves for each: 4 GiB.</summary>
    private static int Memories()
    {
        var count = 0;
        var (begin, end) = (0UL, 0UL);
        foreach (var line in File.ReadLines("/proc/self/maps"))
        {
            var dash = line.IndexOf('-', StringComparison.Ordinal);
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            begin = ulong.Parse(line.AsSpan(0, dash), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            end = ulong.Parse(line.AsSpan(dash + 1, space - dash - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            count += line.AsSpan(space + 1).StartsWith("---p") && end - begin is >= 0xE000_0000 and <= 0x1_8000_0000 ? 1 : 0;
        }

        return count;
    }
}

using System.Globalization;
using WasiHal.Hosting.Tests.Runtime;

namespace WasiHal.Hosting.Tests.Hostile;

/// <summary>What a hostile plugin goes through when it is not stopped: restarts, parking, and what it stored.</summary>
[Collection(GuestCollection.Name)]
public sealed class HostileLifeTests(GuestWorkshop workshop)
{
    private const string Id = "hostile-life";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("exits/abort")]
    [InlineData("loops/caught")]
    [InlineData("replaced/every-builtin")]
    public async Task DoesNotLoad_TriedAgainAndParked_IsToldOnceAndThenThatItIsParked(string name)
    {
        var one = HostileCase.All[name];
        await using var stage = await HostileStage.OpenAsync(workshop);

        stage.Put(stage.Define(Id, Longest, HostileCase.ShortDeadline, ("app.py", HostileCase.Entry("load")), ("deed.py", one.Source)));
        await stage.PassTimeUntilAsync(() => stage.Status(Id) is { State: PluginState.Parked }, "it is parked");
        await stage.NeighbourGoesOnAsync(5);

        Assert.Equal([HostileStage.DoesNotLoad, HostileStage.Parked], stage.ToldAbout(Id).Select(record => record.Id.Id));
        Assert.Equal((0, 5, 0), (stage.Status(Id)!.Polls, stage.Status(Id)!.Failures, stage.Status(Id)!.Restarts));
        await stage.RemoveAsync();
    }

    [Fact]
    public async Task LostAtEveryPoll_KeepsItsStorage_AndIsToldOnceAndThenThatItIsParked()
    {
        const string Body =
            """
            count = int(storage.get("count") or b"0") + 1
            storage.put("count", str(count).encode())
            os.abort()
            """;
        await using var stage = await HostileStage.OpenAsync(workshop);

        stage.Put(stage.Define(Id, Longest, Longest, ("app.py", GuestWorkshop.Sensor(Body, "import os\nfrom wit_world.imports import storage"))));
        await stage.PassTimeUntilAsync(() => stage.Status(Id) is { State: PluginState.Parked }, "it is parked");

        Assert.Equal([HostileStage.Lost, HostileStage.Parked], stage.ToldAbout(Id).Select(record => record.Id.Id));
        Assert.Equal(stage.Status(Id)!.Failures.ToString(CultureInfo.InvariantCulture), System.Text.Encoding.ASCII.GetString(workshop.StorageFor(Id).Get("count")!));
        workshop.StorageFor(Id).Delete("count");
        await stage.RemoveAsync();
    }

    [Fact]
    public async Task StorageRewrittenAtTopSpeed_NeighbourThatStores_KeepsItsSchedule()
    {
        const string Storing =
            """
            storage.put("key", bytes(1000))
            return [Measurement("s", "stored", Value_Number(len(storage.get("key"))), "1")]
            """;
        const string Rewriting = "while True: storage.put('key', bytes(1000))";
        const string Imports = "from wit_world.imports import storage";
        const string Storer = "hostile-life-storer";
        await using var stage = await HostileStage.OpenAsync(workshop);

        stage.Put(
            stage.Define(Storer, Longest, Longest, ("app.py", GuestWorkshop.Sensor(Storing, Imports))),
            stage.Define(Id, Longest, Longest, ("app.py", GuestWorkshop.Sensor(Rewriting, Imports))) with { Limits = new PluginLimits { CallDeadline = new Duration(Longest), HostCalls = 1_000_000 } });
        await stage.PassTimeUntilAsync(() => stage.Status(Id) is { Polls: 1 }, "the rewriting begins");
        var before = stage.CountOf(Storer);
        await stage.PassTimeUntilAsync(() => stage.CountOf(Storer) >= before + 20, "the other one stores on");

        Assert.Equal((1, 0), (stage.Status(Id)!.Polls, stage.Status(Id)!.Failures));
        Assert.Equal(0, stage.Status(Storer)!.Failures);
        await stage.RemoveAsync();
        workshop.StorageFor(Id).Delete("key");
        workshop.StorageFor(Storer).Delete("key");
    }

    [Fact]
    public async Task ManyHostileAtOnce_NeighbourKeepsItsSchedule_AndNothingIsLeft()
    {
        await using var stage = await HostileStage.OpenAsync(workshop);
        var crowd = HostileCase.All.Values.Where(one => one.IsEndless).Take(20).ToArray();

        stage.Put([.. crowd.Select(one => stage.Define(one.PluginId, Longest, Longest, ("app.py", HostileCase.Entry("poll")), ("deed.py", one.Source)))]);
        await stage.PassTimeUntilAsync(() => crowd.All(one => stage.Status(one.PluginId) is { Polls: 1 }), "all are in their calls");
        await stage.NeighbourGoesOnAsync(10);

        Assert.All(crowd, one => Assert.Equal((1, 0), (stage.Status(one.PluginId)!.Polls, stage.Status(one.PluginId)!.Failures)));
        await stage.RemoveAsync();
        await stage.NeighbourGoesOnAsync(1);
    }
}

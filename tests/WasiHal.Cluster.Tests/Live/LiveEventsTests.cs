using Microsoft.Extensions.Time.Testing;
using WasiHal.Cluster.Live;
using WasiHal.Cluster.Protocol;

namespace WasiHal.Cluster.Tests.Live;

public sealed class LiveEventsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LiveEvents _live;

    public LiveEventsTests() => _live = new(_time);

    [Fact]
    public void Publish_MoreThanIsKept_IsAGapForWhoeverWasBeforeIt()
    {
        for (var number = 0; number < LiveEvents.MaxEvents + 10; number++)
        {
            Tell("x");
        }

        Assert.Null(_live.Read(9, [], out var _));
        Assert.Equal(LiveEvents.MaxEvents, Read(10).Count);
    }

    [Fact]
    public void Publish_BigEvents_IsBoundedInBytes()
    {
        for (var number = 0; number < 100; number++)
        {
            Tell(new('x', 50_000));
        }

        Assert.Null(_live.Read(0, [], out var _));
        Assert.InRange(Read(100 - (LiveEvents.MaxBytes / 50_013)).Sum(one => one.Data.Length), LiveEvents.MaxBytes / 2, LiveEvents.MaxBytes);
    }

    [Fact]
    public void Publish_ThatReplaces_LeavesOneOfItsName()
    {
        Tell("reading");
        for (var number = 0; number < 100; number++)
        {
            Tell(new('x', 50_000), "page", replaces: true);
        }

        Assert.Equal(["test", "page"], Read(0).Select(one => one.Name));
    }

    [Fact]
    public void Read_NothingNewer_GivesATaskThatEndsWithTheNext()
    {
        var place = _live.Read(0, [], out var newer);

        Assert.Equal(0, place);
        Assert.False(newer.IsCompleted);
        Tell("x");
        Assert.True(newer.IsCompleted);
    }

    [Fact]
    public void IsListenedTo_LastsAWhileAfterTheLastStream()
    {
        Assert.False(_live.IsListenedTo);
        Assert.True(_live.TryOpen());
        Assert.True(_live.IsListenedTo);

        _live.Close();
        Assert.True(_live.IsListenedTo);
        _time.Advance(LiveEvents.Memory + TimeSpan.FromSeconds(1));

        Assert.False(_live.IsListenedTo);
    }

    [Fact]
    public void Miss_BetweenEvents_IsAGap()
    {
        Tell("one");
        var place = _live.IdOf(1);
        _live.Miss();
        Tell("three");

        Assert.True(_live.Begin(place).IsGap);
        Assert.Equal((2, false), _live.Begin(_live.IdOf(2)));
    }

    [Fact]
    public void Begin_AnIdThatIsStillToCome_IsAGap() => Assert.True(_live.Begin(_live.IdOf(5)).IsGap);

    private void Tell(string what, string name = "test", bool replaces = false) => _live.Publish(name, new(what), NodeJson.Default.ResetDocument, replaces);

    private List<(long Id, string Name, byte[] Data)> Read(long place)
    {
        var events = new List<(long Id, string Name, byte[] Data)>();
        Assert.NotNull(_live.Read(place, events, out var _));
        return events;
    }
}

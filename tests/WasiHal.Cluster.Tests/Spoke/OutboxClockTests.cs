using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Spoke;

namespace WasiHal.Cluster.Tests.Spoke;

/// <summary>C1, C2: clocks that were not set, and clocks that jump.</summary>
public sealed class OutboxClockTests
{
    private static readonly DateTimeOffset Unset = new(1970, 1, 1, 0, 0, 30, TimeSpan.Zero);
    private static readonly TimeSpan ToNow = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) - DateTimeOffset.UnixEpoch;

    [Fact]
    public void Unset_SetLater_TimesOfWhatWaitsAreSetRight()
    {
        using var box = new TestOutbox(new(Unset));
        box.Write(1);
        box.Time.Advance(TimeSpan.FromSeconds(10));
        box.Write(2);
        box.Add(box.Reading(3));
        box.Time.Step(ToNow);

        box.Outbox.SetTimes();
        box.Write(4);

        Assert.Equal([Unset + ToNow, Unset + ToNow + TimeSpan.FromSeconds(10), Unset + ToNow + TimeSpan.FromSeconds(10), box.Time.GetUtcNow()], Times(box));
        Assert.Equal([1, 2, 3, 4], box.Waiting());
    }

    [Fact]
    public void Unset_SteppedTwiceBeforeItIsSet_EachIsSetRightByItsOwnStep()
    {
        using var box = new TestOutbox(new(Unset));
        box.Write(1);
        box.Time.Step(TimeSpan.FromDays(1000));
        box.Write(2);
        box.Time.Step(ToNow - TimeSpan.FromDays(1000));

        box.Outbox.SetTimes();

        Assert.Equal([Unset + ToNow, Unset + ToNow], Times(box));
    }

    [Fact]
    public void Unset_SentAlready_StaysAsItWasSent()
    {
        using var box = new TestOutbox(new(Unset));
        box.Write(1, 2);
        var sent = box.Select(except: sequence => sequence == 2);
        box.Outbox.Settle(sent, new HashSet<BatchName>(), mayHaveLeft: true);
        box.Time.Step(ToNow);

        box.Outbox.SetTimes();

        Assert.Equal([Unset, Unset + ToNow], Times(box));
    }

    [Fact]
    public void Unset_BeingSent_IsLeftAloneAndSetRightWhenNothingLeft()
    {
        using var box = new TestOutbox(new(Unset));
        box.Write(1);
        var sending = box.Select();
        box.Time.Step(ToNow);

        box.Outbox.SetTimes();
        box.Outbox.Settle(sending, new HashSet<BatchName>(), mayHaveLeft: false);
        Assert.Empty(box.Select().Batches);
        box.Outbox.Settle(box.Select(), new HashSet<BatchName>(), mayHaveLeft: false);
        box.Outbox.SetTimes();

        Assert.Equal([Unset + ToNow], Times(box));
    }

    [Fact]
    public void Unset_AnotherStart_StaysAsItIs()
    {
        using var box = new TestOutbox(new(Unset));
        box.Write(1);
        box.Restart();
        box.Time.Step(ToNow);

        box.Outbox.SetTimes();

        Assert.Equal([Unset], Times(box));
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(86400)]
    public void Set_Jumps_TimesAndOrderStay(int seconds)
    {
        using var box = new TestOutbox();
        var first = box.Time.GetUtcNow();
        box.Write(1);
        box.Time.Step(TimeSpan.FromSeconds(seconds));
        box.Write(2);

        box.Outbox.SetTimes();

        Assert.Equal([first, first.AddSeconds(seconds)], Times(box));
        Assert.Equal([1, 2], box.Waiting());
    }

    private static List<DateTimeOffset> Times(TestOutbox box)
    {
        var selection = box.Select(maxJson: int.MaxValue);
        box.Outbox.Settle(selection, new HashSet<BatchName>(), mayHaveLeft: false);
        return [.. selection.Batches.SelectMany(batch => BatchContent.Parse(batch.Json)).Select(reading => reading.Time)];
    }
}

using WasiHal.Cluster.Spoke;

namespace WasiHal.Cluster.Tests.Spoke;

public sealed class PendingBatchesTests
{
    private readonly PendingBatches _pending = new(maxBytes: 100);

    [Fact]
    public void Add_TooMuch_DropsTheOldestAndCounts()
    {
        Add(1, 2, 3, 4, 5);

        Assert.Equal([3, 4, 5], Readings());
        Assert.Equal(3, _pending.Losses.Memory);
    }

    [Fact]
    public void Add_OneThatIsTooMuchByItself_IsKept()
    {
        _pending.Add(new(new byte[1000], 7, null));

        Assert.Equal([7], Readings());
    }

    [Fact]
    public void Doubt_WhatIsInDoubtIsNotDropped_AndGoesWhenItWasWritten()
    {
        Add(1, 2);
        _pending.Count(new OutboxLosses() with { Unfit = 4 });
        _pending.Doubt(2);
        Add(3, 4, 5, 6);
        Assert.Equal([1, 2, 4, 5, 6], Readings());

        _pending.Settle(isWritten: true);

        Assert.Equal([4, 5, 6], Readings());
        Assert.Equal((3, 0), (_pending.Losses.Memory, _pending.Losses.Unfit));
    }

    [Fact]
    public void Doubt_NotWritten_StaysWithItsLosses()
    {
        Add(1, 2);
        _pending.Count(new OutboxLosses() with { Unfit = 4 });
        _pending.Doubt(2);

        _pending.Settle(isWritten: false);

        Assert.Equal([1, 2], Readings());
        Assert.Equal(4, _pending.Losses.Unfit);
    }

    // Of 33 bytes each.
    private void Add(params ReadOnlySpan<int> readings)
    {
        foreach (var count in readings)
        {
            _pending.Add(new(new byte[33], count, null));
        }
    }

    private IEnumerable<int> Readings() => _pending.Batches.Select(batch => batch.Readings);
}

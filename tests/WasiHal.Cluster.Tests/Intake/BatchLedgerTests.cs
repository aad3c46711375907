using WasiHal.Cluster.Intake;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Tests.History;

namespace WasiHal.Cluster.Tests.Intake;

public sealed class BatchLedgerTests : IDisposable
{
    private const string One = "0123456789abcdef-1-aaaaaaaa", Two = "0123456789abcdef-2-bbbbbbbb", Other = "fedcba9876543210-1-cccccccc";

    private readonly TestHistory _history = new();

    [Fact]
    public async Task Apply_Batch_IsAppliedOnceHoweverOftenItComes()
    {
        var batch = _history.Batch(One, 1, 20, 21);

        var first = await _history.ApplyAsync("spoke", batch);
        var second = await _history.ApplyAsync("spoke", batch);
        _history.Restart();
        var third = await _history.ApplyAsync("spoke", batch);

        var applied = Assert.Single(first);
        Assert.Equal(BatchOutcomeKind.Applied, applied.Kind);
        Assert.Equal([true, true], applied.Accepted);
        Assert.Equal([true, true], applied.Newest);
        Assert.Equal(BatchOutcomeKind.Duplicate, Assert.Single(second).Kind);
        Assert.Equal(BatchOutcomeKind.Duplicate, Assert.Single(third).Kind);
        Assert.Equal(2, _history.Node().Applied);
    }

    [Fact]
    public async Task Apply_SameBatchTwiceInOnePush_IsAppliedOnce()
    {
        var batch = _history.Batch(One, 1, 20);

        var outcomes = await _history.ApplyAsync("spoke", batch, batch);

        Assert.Equal([BatchOutcomeKind.Applied, BatchOutcomeKind.Duplicate], outcomes.Select(outcome => outcome.Kind));
        Assert.Equal(1, _history.Node().Applied);
    }

    [Fact]
    public async Task Apply_SameNameOtherContent_AppliesNothingOfThePush()
    {
        await _history.ApplyAsync("spoke", _history.Batch(One, 1, 20));

        var outcomes = await _history.ApplyAsync("spoke", TestHistory.Status(One, 5), _history.Batch(One, 2, 21), _history.Batch(One, 1, 99));

        Assert.Equal([BatchOutcomeKind.NotApplied, BatchOutcomeKind.Conflict], outcomes.Select(outcome => outcome.Kind));
        Assert.Equal(1, _history.Node().Applied);
        Assert.Null(_history.Node().Report.Status);
        Assert.Equal(BatchOutcomeKind.Applied, Assert.Single(await _history.ApplyAsync("spoke", _history.Batch(One, 2, 21))).Kind);
    }

    [Fact]
    public async Task Apply_SameSequenceOfAnotherStart_IsAnotherBatch()
    {
        await _history.ApplyAsync("spoke", _history.Batch(One, 1, 20));

        var outcome = Assert.Single(await _history.ApplyAsync("spoke", _history.Batch(Two, 1, 99)));

        Assert.Equal(BatchOutcomeKind.Applied, outcome.Kind);
    }

    [Fact]
    public async Task Apply_BelowTheFloor_IsDuplicateForThatOutboxOnly()
    {
        await _history.ApplyAsync("spoke", TestHistory.Status(Two, 100), _history.Batch(Two, 100, 20));
        _history.Restart();

        var ofOutbox = await _history.ApplyAsync("spoke", _history.Batch(One, 99, 1));
        var above = await _history.ApplyAsync("spoke", _history.Batch(One, 101, 1));
        var ofOther = await _history.ApplyAsync("spoke", _history.Batch(Other, 99, 1));

        Assert.Equal(BatchOutcomeKind.Duplicate, ofOutbox[0].Kind);
        Assert.Equal(BatchOutcomeKind.Applied, above[0].Kind);
        Assert.Equal(BatchOutcomeKind.Applied, ofOther[0].Kind);
    }

    [Fact]
    public async Task Apply_LowerFloorLater_LowersNothing()
    {
        await _history.ApplyAsync("spoke", TestHistory.Status(One, 100));
        await _history.ApplyAsync("spoke", TestHistory.Status(One, 5));

        Assert.Equal(BatchOutcomeKind.Duplicate, (await _history.ApplyAsync("spoke", _history.Batch(One, 50, 1)))[0].Kind);
    }

    [Fact]
    public async Task Apply_SenderThatAnotherFollowed_IsRefusedAlsoAfterARestart()
    {
        await _history.ApplyAsync("spoke", TestHistory.Status(One));
        await _history.ApplyAsync("spoke", TestHistory.Status(Other));
        _history.Restart();

        await Assert.ThrowsAsync<SenderSupersededException>(() => _history.ApplyAsync("spoke", TestHistory.Status(One), _history.Batch(One, 1, 20)));
        Assert.Equal(0, _history.Node().AppliedOfAll);
        Assert.Equal(BatchOutcomeKind.Applied, (await _history.ApplyAsync("spoke", TestHistory.Status(Other), _history.Batch(Other, 1, 20)))[0].Kind);
    }

    [Fact]
    public async Task Apply_BacklogAfterNewer_IsNotNewest()
    {
        await _history.ApplyAsync("spoke", TestHistory.Status(Two), _history.Batch(Two, 50, 20));

        var backlog = await _history.ApplyAsync("spoke", TestHistory.Status(Two), TestHistory.Batch(One, 7, [_history.Number(10), _history.Number(1, "only_before")]));
        _history.Restart();
        var later = await _history.ApplyAsync("spoke", TestHistory.Status(Two), _history.Batch(One, 8, 10));

        Assert.Equal([false, true], backlog[0].Newest);
        Assert.Equal([false], later[0].Newest);
    }

    [Fact]
    public async Task Apply_NewOutbox_IsNewerWhateverItsSequence()
    {
        await _history.ApplyAsync("spoke", TestHistory.Status(One), _history.Batch(One, 5000, 20));

        var outcome = await _history.ApplyAsync("spoke", TestHistory.Status(Other), _history.Batch(Other, 1, 10));

        Assert.Equal([true], outcome[0].Newest);
    }

    [Fact]
    public async Task Apply_WithoutName_IsAppliedWheneverItComes()
    {
        var batch = new IncomingBatch("spoke", null, new[] { _history.Number(20) }, 7);

        await _history.ApplyAsync("spoke", batch);
        _history.Restart();
        var outcomes = await _history.ApplyAsync("spoke", batch, batch);

        Assert.All(outcomes, outcome => Assert.Equal(BatchOutcomeKind.Applied, outcome.Kind));
        Assert.Equal(3, _history.Node().AppliedOfAll);
    }

    [Fact]
    public async Task Apply_WhatIsRejected_CountsAsApplied()
    {
        await _history.ApplyAsync("spoke", TestHistory.Batch(One, 1, [_history.Number(1), _history.Number(2, new string('q', 65)), _history.Number(2, unit: new string('u', 65))]) with { Rejected = 4 });

        Assert.Equal((7, 6), (_history.Node().Applied, _history.Node().Rejected));
    }

    [Fact]
    public async Task Apply_MoreSeriesThanThereMayBe_RejectsThoseAndKeepsTheRest()
    {
        using var history = new TestHistory(options: new() { MaxSeries = 3 });

        var outcome = Assert.Single(await history.ApplyAsync("spoke", TestHistory.Batch(One, 1, [.. Enumerable.Range(0, 5).Select(i => history.Number(i, $"q{i}"))])));
        var again = Assert.Single(await history.ApplyAsync("spoke", TestHistory.Batch(One, 2, [history.Number(1, "q4"), history.Number(1, "q0")])));

        Assert.Equal([true, true, true, false, false], outcome.Accepted);
        Assert.Equal([false, true], again.Accepted);
        Assert.Equal((7, 3), (history.Node().Applied, history.Node().Rejected));
    }

    [Fact]
    public async Task Apply_OnePluginWithManyNames_LeavesTheOthersTheirRoom()
    {
        var outcome = Assert.Single(await _history.ApplyAsync("spoke", TestHistory.Batch(One, 1, [.. Enumerable.Range(0, 1001).Select(i => _history.Number(i, $"q{i}", plugin: "noisy")), _history.Number(1)])));

        Assert.Equal([.. Enumerable.Repeat(true, 1000), false, true], outcome.Accepted);
    }

    [Fact]
    public async Task Apply_AThousandMadeUpNodes_AreBounded()
    {
        using var history = new TestHistory(options: new() { MaxNodes = 20 });
        var refused = 0;

        for (var i = 0; i < 1000; i++)
        {
            var node = $"node{i}";
            try
            {
                await history.ApplyAsync(node, TestHistory.Batch(One, 1, [history.Number(1, node: node)]));
            }
            catch (LedgerFullException full)
            {
                Assert.Contains("history.max_nodes", full.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.Equal((980, 20), (refused, history.Database.Nodes.Count));
        Assert.Equal(BatchOutcomeKind.Applied, (await history.ApplyAsync("node3", TestHistory.Batch(One, 2, [history.Number(1, node: "node3")])))[0].Kind);
    }

    [Fact]
    public async Task Nodes_AfterARestart_AreAsTheyWere()
    {
        await _history.ApplyAsync("spoke", TestHistory.Status(One, 1, lost: 3), _history.Batch(One, 1, 20, 21));
        await _history.ApplyAsync("spoke", TestHistory.Status(Other, 1, lost: 4), _history.Batch(Other, 1, 22));
        var before = _history.Node();

        _history.Restart();
        await _history.LookAsync(_ => true);

        var after = _history.Node();
        Assert.Equal((1, 3, 0, 7), (after.Applied, after.AppliedOfAll, after.Rejected, after.Lost));
        Assert.Equal(new BatchName(Other, 1), after.Newest);
        Assert.Equal(before.Report with { Status = before.Report.Status! with { Plugins = null } }, after.Report);
        Assert.NotNull(before.Report.Status!.Plugins);
    }

    [Fact]
    public async Task Apply_Heartbeat_WritesNothing()
    {
        await _history.ApplyAsync("spoke", TestHistory.Status(One));
        var before = await _history.LookAsync(session => session.WrittenBytes);

        for (var i = 0; i < 100; i++)
        {
            _history.Time.Advance(TimeSpan.FromSeconds(10));
            await _history.ApplyAsync("spoke", TestHistory.Status(One, i));
        }

        Assert.Equal(before, await _history.LookAsync(session => session.WrittenBytes));
        Assert.Equal(_history.Time.GetUtcNow(), _history.Node().Report.Heard);
    }

    [Fact]
    public async Task Apply_FromManyAtOnce_IsEachAppliedOnce()
    {
        var senders = Enumerable.Range(0, 20).Select(sender => Task.Run(async () =>
        {
            for (var i = 1; i <= 30; i++)
            {
                var batch = TestHistory.Batch($"{sender:x16}-1-00000000", i, [_history.Number(i, node: $"node{sender}")]);
                Assert.All(await Task.WhenAll(_history.ApplyAsync($"node{sender}", batch), _history.ApplyAsync($"node{sender}", batch)), outcome => Assert.NotEqual(BatchOutcomeKind.Conflict, outcome[0].Kind));
            }
        })).ToArray();
        await Task.WhenAll(senders);

        Assert.All(_history.Database.Nodes, node => Assert.Equal(30, node.Applied));
    }

    [Fact]
    public async Task Apply_WaitingIsGivenUp_IsAppliedAllTheSame()
    {
        using var giveUp = new CancellationTokenSource();
        var release = new TaskCompletionSource();
        var busy = _history.Database.UseAsync(_ => release.Task.Wait(TimeSpan.FromSeconds(60)), TestContext.Current.CancellationToken);
        var waiting = _history.Ledger.ApplyAsync(new("spoke", _history.Time.GetUtcNow(), null, null), [_history.Batch(One, 1, 20)], giveUp.Token);

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        release.SetResult();
        await busy;

        Assert.Equal(BatchOutcomeKind.Duplicate, (await _history.ApplyAsync("spoke", _history.Batch(One, 1, 20)))[0].Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Apply_CommitFails_IsAppliedOnceWhetherItCountedOrNot(bool counts)
    {
        await _history.ApplyAsync("spoke", _history.Batch(One, 1, 1));
        var failing = await _history.LookAsync(session => counts ? FailingCommits.After(session.Connection) : FailingCommits.Before(session.Connection));

        var unnamed = new IncomingBatch("spoke", null, new[] { _history.Number(20), _history.Number(21) }, 7);
        var outcomes = await _history.ApplyAsync("spoke", TestHistory.Status(One), _history.Batch(One, 2, 2, 3, 4), unnamed);
        await _history.ApplyAsync("spoke", _history.Batch(One, 3, 5));
        Assert.Null(_history.Database.Problem);
        _history.Restart();
        var again = await _history.ApplyAsync("spoke", _history.Batch(One, 2, 2, 3, 4));

        Assert.Equal(1, failing.Failed);
        Assert.All(outcomes, outcome => Assert.Equal(BatchOutcomeKind.Applied, outcome.Kind));
        Assert.Equal([true, true, true], outcomes[0].Accepted);
        Assert.Equal([true, true, true], outcomes[0].Newest);
        Assert.Equal([true, true], outcomes[1].Accepted);
        Assert.Equal(BatchOutcomeKind.Duplicate, Assert.Single(again).Kind);
        Assert.Equal(7, _history.Node().AppliedOfAll);
        Assert.Contains(_history.Logs.GetSnapshot(), log => log.Id.Id == 3201);
        Assert.Contains(_history.Logs.GetSnapshot(), log => log.Id.Id == 3202);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("a", -1)]
    public async Task Apply_NotChecked_IsAFaultOfTheCaller(string incarnation, long sequence) =>
        await Assert.ThrowsAsync<ArgumentException>(() => _history.ApplyAsync("spoke", _history.Batch(incarnation, sequence, 1)));

    public void Dispose() => _history.Dispose();
}

using Microsoft.Data.Sqlite;
using WasiHal.Cluster.Protocol;
using WasiHal.Cluster.Spoke;
using WasiHal.Durable;

namespace WasiHal.Cluster.Tests.Spoke;

public sealed class OutboxTests : IDisposable
{
    private readonly TestOutbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void Write_Batches_WaitInTheirOrderUntilConfirmed()
    {
        _box.Write(1, 2);
        _box.Write(3);

        var selection = _box.Select();
        _box.Confirm(selection, 1, 3);
        var figures = _box.Outbox.Figures;

        Assert.Equal([1, 2, 3], TestOutbox.ValuesOf(selection));
        Assert.Equal([1, 2, 3], selection.Batches.Select(batch => batch.Name.Sequence));
        Assert.Equal((3, 2, 1, 1), (figures.Taken, figures.Confirmed, figures.WaitingBatches, figures.WaitingReadings));
        Assert.Equal([2], _box.Waiting());
        _box.AssertBalanced();
    }

    [Fact]
    public void Write_NothingToDo_TouchesNothing()
    {
        _box.Write(1);
        var before = File.ReadAllBytes(_box.Path + "-wal");

        Assert.False(_box.Outbox.Write(_box.Pending));
        Assert.Equal(before, File.ReadAllBytes(_box.Path + "-wal"));
    }

    [Fact]
    public void Confirmed_NotYetDeleted_IsSentAgainAfterAKillAndGoneAfterTheNextCommit()
    {
        _box.Write(1, 2);
        _box.ConfirmAll(_box.Select());
        _box.Restart();

        Assert.Equal([1, 2], _box.Waiting());

        _box.ConfirmAll(_box.Select());
        _box.Write(3);
        _box.Restart();

        Assert.Equal([3], _box.Waiting());
        Assert.Equal((3, 2), (_box.Outbox.Figures.Taken, _box.Outbox.Figures.Confirmed));
        Assert.Equal(0, _box.Outbox.ConfirmedBatches);
    }

    [Fact]
    public void Confirmed_NothingComesIn_IsDeletedByACommitOfItsOwn()
    {
        _box.Write(1);
        _box.ConfirmAll(_box.Select());

        Assert.False(_box.Outbox.Write(_box.Pending));
        _box.Restart();

        Assert.Empty(_box.Waiting());
        Assert.Equal(1, _box.Outbox.Figures.Confirmed);
    }

    [Fact]
    public void Incarnation_EachStart_HasTheBoxTheNextCounterAndAnotherChance()
    {
        _box.Write(1);
        var first = _box.Select().Sender;
        _box.Restart();
        _box.Write(2);
        var second = _box.Select();

        Assert.Matches("^[0-9a-f]{16}-1-[0-9a-f]{8}$", first);
        Assert.Matches($"^{first[..16]}-2-[0-9a-f]{{8}}$", second.Sender);
        Assert.NotEqual(first[^8..], second.Sender[^8..]);
        Assert.Equal([first, second.Sender], second.Batches.Select(batch => batch.Name.Incarnation));
        Assert.True(second.Sender.Length <= PushRules.MaxIncarnation);
    }

    [Fact]
    public void Incarnation_RestoredCard_NeverUsesANameAgain()
    {
        _box.Write(1);
        _box.Outbox.Dispose();
        var image = File.ReadAllBytes(_box.Path);
        _box.Restart();
        _box.Write(2);
        var used = _box.Select().Batches[^1].Name;
        _box.Outbox.Dispose();
        File.WriteAllBytes(_box.Path, image);
        _box.Restart();
        _box.Write(3);

        var again = _box.Select().Batches[^1].Name;

        Assert.Equal(used.Sequence, again.Sequence);
        Assert.NotEqual(used, again);
    }

    [Fact]
    public void Sequence_GoesOnOverStarts_AndKeptFromIsTheLowestThatWaits()
    {
        _box.Write(1, 2);
        _box.Restart();
        _box.Write(3);
        var all = _box.Select();
        _box.Confirm(all, 1);

        var rest = _box.Select();
        _box.ConfirmAll(rest);
        _box.Outbox.Write(_box.Pending);
        var none = _box.Select();

        Assert.Equal((1, 2, 4), (all.KeptFrom, rest.KeptFrom, none.KeptFrom));
        Assert.Equal([1, 2, 3], all.Batches.Select(batch => batch.Name.Sequence));
    }

    [Fact]
    public void Select_NewestFirst_ThenTheOldest()
    {
        foreach (var value in Enumerable.Range(1, 100))
        {
            _box.Write(value);
        }

        var size = _box.Select(maxBatches: 1).Batches[0].Json.Length;
        var first = _box.Select(maxJson: size * 8);
        var newer = _box.Select(newerThan: 98, withBacklog: false);

        Assert.Equal([1, 2, 3, 4, 97, 98, 99, 100], TestOutbox.ValuesOf(first));
        Assert.Equal([99, 100], TestOutbox.ValuesOf(newer));
    }

    [Fact]
    public void Select_OneThatIsTooMuchByItself_ComesAlone()
    {
        _box.Write(1, 2);

        Assert.Equal([2], TestOutbox.ValuesOf(_box.Select(maxJson: 10)));
        Assert.Equal([1], TestOutbox.ValuesOf(_box.Select(maxJson: 10, except: sequence => sequence == 2)));
    }

    [Fact]
    public void Write_FailedAndNotDone_IsDoneLater()
    {
        _box.Write(1);
        using (HoldTheDisk(_box))
        {
            _box.Add(_box.Reading(2));
            Assert.Throws<DatabaseUnavailableException>(() => _box.Outbox.Write(_box.Pending));
            Assert.NotNull(_box.Outbox.Problem);
        }

        Assert.True(_box.Outbox.Write(_box.Pending));
        Assert.Null(_box.Outbox.Problem);
        Assert.Equal([1, 2], _box.Waiting());
        _box.AssertBalanced();
    }

    [Fact]
    public void Open_SecondProcess_IsRefusedAndTheFirstGoesOn()
    {
        _box.Write(1);
        using var second = new Outbox(_box.Path, new(), _box.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

        Assert.Throws<DatabaseUnavailableException>(() => second.Write(new(1000)));
        Assert.Null(second.Nothing);
        _box.Write(2);
        Assert.Equal([1, 2], _box.Waiting());
    }

    [Fact]
    public void File_DeletedWhileItRuns_IsNoticedCountedAndBegunAnew()
    {
        _box.Write(1, 2, 3);
        var before = _box.Select();
        _box.Confirm(before, 1);
        File.Delete(_box.Path);

        _box.Write(4);

        Assert.Equal([4], _box.Waiting());
        Assert.NotEqual(before.Sender[..16], _box.Select().Sender[..16]);
        var figures = _box.Outbox.Figures;
        Assert.Equal((3, 2, false), (figures.Taken, figures.Lost.Damage, figures.IsLossUnknown));
        Assert.Contains("3103 ", _box.LogText, StringComparison.Ordinal);
        _box.AssertBalanced();
    }

    [Fact]
    public void Settle_OfAnotherFile_ConfirmsNothing()
    {
        _box.Write(1);
        var before = _box.Select();
        File.Delete(_box.Path);
        _box.Write(2);

        _box.ConfirmAll(before);

        Assert.Equal([2], _box.Waiting());
    }

    // What a failing disk looks like from inside: the file is somebody else's for a while.
    private static SqliteConnection HoldTheDisk(TestOutbox box)
    {
        box.Restart();
        var other = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = box.Path, Pooling = false }.ToString());
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; SELECT count(*) FROM batch";
        command.ExecuteScalar();
        return other;
    }
}

using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;
using WasiHal.Hosting.Catalog;
using WasiHal.Hosting.Tests.Policy;

namespace WasiHal.Hosting.Tests.Catalog;

public sealed class PluginCatalogTests : IDisposable
{
    private readonly CatalogFixture _catalog = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_ReturnsWithTheFirstSnapshot()
    {
        _catalog.Folder.Write("plugins/a.py", "x = 1\n");
        await using var sut = CreateSut(TimeProvider.System);

        await sut.StartAsync(Cancelled);

        Assert.Equal(["a"], sut.Current.Entries.Select(entry => entry.Id));
    }

    [Fact]
    public async Task Drop_Change_Delete_AreSeenWithinASecond()
    {
        // What the clock of a busy machine cannot fail: also without a watch on the folder two looks fit into a second.
        Assert.True(PluginCatalog.LookInterval + PluginCatalog.SettleTime < TimeSpan.FromSeconds(1));
        Directory.CreateDirectory(_catalog.Folder.Sub("plugins"));
        await using var sut = CreateSut(TimeProvider.System);
        await sut.StartAsync(Cancelled);

        await SeenAfter(sut, () => _catalog.Folder.Write("plugins/a/app.py", "x = 1\n"));
        var first = sut.Current.Entries.Single().Definition!.Version;
        await SeenAfter(sut, () => _catalog.Folder.Write("plugins/a/app.py", "x = 2\n"));
        Assert.NotEqual(first, sut.Current.Entries.Single().Definition!.Version);
        await SeenAfter(sut, () => Directory.Delete(_catalog.Folder.Sub("plugins/a"), recursive: true));
        Assert.Empty(sut.Current.Entries);
    }

    [Fact]
    public async Task ReplacedByAFileOfTheSameSizeAndTime_IsSeen()
    {
        var path = _catalog.Folder.Write("plugins/a.py", "x = 1\n");
        await using var sut = CreateSut(TimeProvider.System);
        await sut.StartAsync(Cancelled);
        var changed = Changed(sut);

        var beside = _catalog.Folder.Write("outside/a.py", "x = 2\n");
        File.SetLastWriteTimeUtc(beside, File.GetLastWriteTimeUtc(path));
        File.Move(beside, path, overwrite: true);

        await changed.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        Assert.Equal("x = 2\n"u8, sut.Current.Entries.Single().Definition!.Files[0].Content.Span);
    }

    [Fact]
    public async Task WrittenInSlowPieces_IsOneSnapshotOfTheWhole()
    {
        Directory.CreateDirectory(_catalog.Folder.Sub("plugins"));
        var time = new FakeTimeProvider();
        await using var sut = CreateSut(time);
        await sut.StartAsync(Cancelled);
        var snapshots = 0;
        using var listening = ChangeToken.OnChange(sut.GetChangeToken, () => Interlocked.Increment(ref snapshots));

        // Forty pieces over eight seconds of the catalog's time, and then rest.
        for (var i = 0; i < 40; i++)
        {
            await File.AppendAllTextAsync(_catalog.Folder.Sub("plugins/a.py"), $"x = {i}\n", Cancelled);
            await PassAsync(200);
        }

        Assert.Equal(0, Volatile.Read(ref snapshots));
        var changed = Changed(sut);
        while (!changed.IsCompleted)
        {
            await PassAsync(50);
        }

        Assert.EndsWith("x = 39\n", System.Text.Encoding.UTF8.GetString(sut.Current.Entries.Single().Definition!.Files[0].Content.Span), StringComparison.Ordinal);

        async Task PassAsync(int milliseconds)
        {
            time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            await Task.Delay(5, Cancelled);
        }
    }

    [Fact]
    public async Task TenQuickSaves_AreOneSnapshot()
    {
        Directory.CreateDirectory(_catalog.Folder.Sub("plugins"));
        await using var sut = CreateSut(TimeProvider.System);
        await sut.StartAsync(Cancelled);
        var snapshots = 0;
        using var listening = ChangeToken.OnChange(sut.GetChangeToken, () => Interlocked.Increment(ref snapshots));

        for (var i = 1; i <= 10; i++)
        {
            _catalog.Folder.Write("plugins/a.py", new string('#', i));
            await Task.Delay(20, Cancelled);
        }

        await Task.Delay(1000, Cancelled);
        Assert.Equal(1, snapshots);
        Assert.Equal(10, sut.Current.Entries.Single().Definition!.Files[0].Content.Length);
    }

    [Fact]
    public async Task Looks_FollowTheInjectedTime()
    {
        var time = new FakeTimeProvider();
        await using var sut = CreateSut(time);
        await sut.StartAsync(Cancelled);
        var changed = Changed(sut);

        // The folder does not exist yet, so that no watch can wake the catalog: only time does.
        _catalog.Folder.Write("plugins/a.py", "x = 1\n");
        while (!changed.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(1, Cancelled);
        }

        Assert.Equal(["a"], sut.Current.Entries.Select(entry => entry.Id));
    }

    [Fact]
    public async Task Configuration_Changed_IsSeenWithoutWaiting()
    {
        _catalog.Folder.Write("plugins/a.py", "x = 1\n");
        var time = new FakeTimeProvider();
        await using var sut = CreateSut(time);
        await sut.StartAsync(Cancelled);

        // Far less than the time between looks, and enough that the next one may come.
        time.Advance(TimeSpan.FromMilliseconds(100));
        var changed = Changed(sut);

        _catalog.Plugins.Set(new() { ["a"] = new() { Enabled = false } });

        await changed.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        Assert.False(sut.Current.Entries.Single().Enabled);
    }

    [Fact]
    public async Task Listener_ThatThrows_DoesNotEndTheCatalog()
    {
        Directory.CreateDirectory(_catalog.Folder.Sub("plugins"));
        await using var sut = CreateSut(TimeProvider.System);
        await sut.StartAsync(Cancelled);
        using var listening = sut.GetChangeToken().RegisterChangeCallback(_ => throw new InvalidOperationException("a listener's fault"), null);

        await SeenAfter(sut, () => _catalog.Folder.Write("plugins/a.py", "x = 1\n"));
        await SeenAfter(sut, () => _catalog.Folder.Write("plugins/b.py", "x = 1\n"));

        Assert.Equal(2, sut.Current.Entries.Count);
        Assert.Single(_catalog.Logs, log => log.Id.Id == 2108);
    }

    [Fact]
    public async Task StopAsync_Ends()
    {
        await using var sut = CreateSut(TimeProvider.System);
        await sut.StartAsync(Cancelled);

        await sut.StopAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(60), Cancelled);
    }

    public void Dispose() => _catalog.Dispose();

    private PluginCatalog CreateSut(TimeProvider time) =>
        new(new RecordingBoard(), _catalog.Folders, _catalog.Plugins, _catalog.Polling, _catalog.Wired, Options.Create(new DataOptions { Directory = _catalog.Folder.Sub("data") }), time, _catalog.Loggers);

    private static Task Changed(PluginCatalog catalog)
    {
        var changed = new TaskCompletionSource();
        catalog.GetChangeToken().RegisterChangeCallback(_ => changed.TrySetResult(), null);
        return changed.Task;
    }

    private static async Task SeenAfter(PluginCatalog catalog, Action change)
    {
        var changed = Changed(catalog);
        change();
        await changed.WaitAsync(TimeSpan.FromSeconds(60), Cancelled);
    }
}

namespace WasiHal.Hosting.Tests.Catalog;

/// <summary>When a change of a file is taken.</summary>
public sealed class SettledChangeTests : IDisposable
{
    private readonly CatalogFixture _catalog = new();

    private TemporaryFolder Folder => _catalog.Folder;

    [Fact]
    public void Change_IsTakenWhenTwoLooksSawTheSame()
    {
        Folder.Write("plugins/a.py", "x = 1\n");

        Assert.False(_catalog.Look());
        Assert.True(_catalog.IsUnsettled);
        Assert.True(_catalog.Look());
        Assert.False(_catalog.IsUnsettled);
        Assert.False(_catalog.Look());
    }

    [Fact]
    public void FirstLook_TakesAtOnce()
    {
        Folder.Write("plugins/a.py", "x = 1\n");

        Assert.True(_catalog.Look(atOnce: true));
        Assert.NotNull(_catalog.Definition("a"));
    }

    [Fact]
    public void FileBeingWritten_IsNotTakenBeforeItRests()
    {
        Folder.Write("plugins/other.py", "y = 1\n");
        _catalog.Settle();
        for (var i = 1; i <= 10; i++)
        {
            Folder.Write("plugins/a.py", new string('#', i));
            Assert.False(_catalog.Look());
            Assert.True(_catalog.IsUnsettled);
        }

        Assert.True(_catalog.Look());
        Assert.Equal(10, _catalog.Definition("a").Files[0].Content.Length);
    }

    [Fact]
    public void FileRemovedAndMadeAnew_IsOneChange()
    {
        Folder.Write("plugins/a.py", "x = 1\n");
        _catalog.Settle();

        File.Delete(Folder.Sub("plugins/a.py"));
        Assert.False(_catalog.Look());
        Folder.Write("plugins/a.py", "x = 22\n");
        Assert.False(_catalog.Look());
        Assert.NotNull(_catalog.Definition("a"));

        Assert.True(_catalog.Look());
        Assert.Equal("x = 22\n"u8, _catalog.Definition("a").Files[0].Content.Span);
    }

    [Fact]
    public void FileRemoved_LeavesAfterTwoLooks()
    {
        Folder.Write("plugins/a.py", "x = 1\n");
        _catalog.Settle();
        File.Delete(Folder.Sub("plugins/a.py"));

        Assert.False(_catalog.Look());
        Assert.True(_catalog.Look());
        Assert.Empty(_catalog.Current.Entries);
    }

    [Fact]
    public void FileRenamed_IsOneSnapshot()
    {
        Folder.Write("plugins/a.py", "x = 1\n");
        _catalog.Settle();
        File.Move(Folder.Sub("plugins/a.py"), Folder.Sub("plugins/b.py"));

        Assert.False(_catalog.Look());
        Assert.True(_catalog.Look());
        Assert.Equal(["b"], _catalog.Current.Entries.Select(entry => entry.Id));
    }

    [Fact]
    public void FileEmptiedAndWrittenAgain_IsOneChange()
    {
        Folder.Write("plugins/a.py", "x = 1\n");
        _catalog.Settle();

        Folder.Write("plugins/a.py", "");
        Assert.False(_catalog.Look());
        Folder.Write("plugins/a.py", "x = 22\n");
        Assert.False(_catalog.Look());
        Assert.True(_catalog.Look());

        Assert.Equal("x = 22\n"u8, _catalog.Definition("a").Files[0].Content.Span);
    }

    [Fact]
    public void FileThatGrowsWithoutEnd_LeavesTheVersionThatRunsAndTheOthersAlone()
    {
        Folder.Write("plugins/grows.py", "x = 1\n");
        _catalog.Settle();
        var before = _catalog.Definition("grows");
        Folder.Write("plugins/other.py", "x = 1\n");

        for (var i = 0; i < 20; i++)
        {
            File.AppendAllText(Folder.Sub("plugins/grows.py"), new string('#', 100_000));
            _catalog.Look();
        }

        Assert.Same(before, _catalog.Definition("grows"));
        Assert.NotNull(_catalog.Definition("other"));
        _catalog.Settle();
        Assert.Equal("grows.py has 2000006 bytes; 1048576 are accepted", _catalog.Entry("grows").Problem);
    }

    [Fact]
    public void FileOfSameSizeAndTime_IsReadAgainWhenItWasTouched()
    {
        var path = Folder.Write("plugins/a.py", "x = 1\n");
        var module = Folder.Write("plugins/oled/app.py", "x = 1\n");
        _catalog.Settle();
        var (time, before) = (File.GetLastWriteTimeUtc(path), _catalog.Current);
        Folder.Write("plugins/a.py", "x = 2\n");
        File.SetLastWriteTimeUtc(path, time);
        Assert.Same(before, _catalog.Settle());

        _catalog.Touched.Add(path);
        _catalog.Touched.Add(module);
        Assert.False(_catalog.Look());
        Assert.True(_catalog.IsUnsettled);
        Assert.True(_catalog.Look());

        Assert.Equal("x = 2\n"u8, _catalog.Definition("a").Files[0].Content.Span);
        Assert.Same(before.Entries[1].Definition, _catalog.Definition("oled"));
    }

    [Fact]
    public void TouchedFiles_ThatCouldNotBeCounted_AreAll()
    {
        Folder.Write("plugins/a.py", "x = 1\n");
        Folder.Write("plugins/b.py", "x = 1\n");
        _catalog.Settle();
        var time = File.GetLastWriteTimeUtc(Folder.Sub("plugins/b.py"));
        Folder.Write("plugins/b.py", "x = 2\n");
        File.SetLastWriteTimeUtc(Folder.Sub("plugins/b.py"), time);

        _catalog.Touched.Add(null);
        _catalog.Settle();

        Assert.Equal("x = 2\n"u8, _catalog.Definition("b").Files[0].Content.Span);
    }

    [Fact]
    public void Component_IsNotKeptAndReadAgainOnlyAsItWas()
    {
        var path = Folder.Write("plugins/counter.wasm", [0, 0x61, 0x73, 0x6D]);
        _catalog.Settle();
        var file = _catalog.Definition("counter").Files[0];
        Assert.Equal([0, 0x61, 0x73, 0x6D], file.Content.ToArray());

        // Saved without a change it is the same definition, which must still be able to load.
        File.SetLastWriteTimeUtc(path, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _catalog.Settle();
        Assert.Same(file, _catalog.Definition("counter").Files[0]);
        Assert.Equal([0, 0x61, 0x73, 0x6D], file.Content.ToArray());

        var time = File.GetLastWriteTimeUtc(path);
        File.WriteAllBytes(path, [0, 0x61, 0x73, 0x6E]);
        File.SetLastWriteTimeUtc(path, time);
        Assert.Equal("counter.wasm changed while it was read", Assert.Throws<PluginFailedException>(() => file.Content).Message);

        File.WriteAllBytes(path, [0]);
        Assert.Equal("counter.wasm changed while it was read", Assert.Throws<PluginFailedException>(() => file.Content).Message);

        File.Delete(path);
        Assert.Equal("counter.wasm changed while it was read", Assert.Throws<PluginFailedException>(() => file.Content).Message);
    }

    [Fact]
    public void FileSavedWithoutChange_IsTheSameDefinition()
    {
        Folder.Write("plugins/a.py", "x = 1\n");
        _catalog.Settle();
        var before = _catalog.Current;

        File.SetLastWriteTimeUtc(Folder.Sub("plugins/a.py"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Same(before, _catalog.Settle());
    }

    [Fact]
    public void Rename_OfAModule_ChangesTheVersion()
    {
        Folder.Write("plugins/oled/app.py", "x = 1\n");
        Folder.Write("plugins/oled/ab.py", "c");
        _catalog.Settle();
        var before = _catalog.Definition("oled").Version;

        File.Move(Folder.Sub("plugins/oled/ab.py"), Folder.Sub("plugins/oled/abc.py"));
        File.WriteAllText(Folder.Sub("plugins/oled/abc.py"), "");
        _catalog.Settle();

        Assert.NotEqual(before, _catalog.Definition("oled").Version);
        Assert.Equal(64, before.Length);
    }

    public void Dispose() => _catalog.Dispose();
}

using System.Diagnostics;

namespace WasiHal.Hosting.Tests.Catalog;

/// <summary>What a folder can hold that is no plain plugin: too large, no file, a link, not to be read.</summary>
public sealed class FolderFaultTests : IDisposable
{
    private readonly CatalogFixture _catalog = new();

    private TemporaryFolder Folder => _catalog.Folder;

    [Fact]
    public void Name_WithControlCharacters_ForgesNoLineOfTheLog()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names");
        Folder.Write("plugins/a\nb\u001b[2J\u202e.py", "x = 1\n");

        _catalog.Settle();

        Assert.Contains("a\\u000ab\\u001b[2J\\u202e.py", Assert.Single(_catalog.Logs, log => log.Id.Id == 2107).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sizes_OverTheirLimit_AreToldAndNothingElseSuffers()
    {
        Folder.Write("plugins/large.py", new byte[(1 << 20) + 1]);
        for (var i = 0; i < 5; i++)
        {
            Folder.Write($"plugins/heavy/m{i}.py", new byte[1 << 20]);
        }

        Folder.Write("plugins/heavy/app.py", "x = 1\n");
        for (var i = 0; i < 300; i++)
        {
            Folder.Write($"plugins/many/m{i}.py", "");
        }

        Folder.Write("plugins/many/app.py", "x = 1\n");
        using (var file = File.Create(Folder.Sub("plugins", "huge.wasm")))
        {
            file.SetLength((64L << 20) + 1);
        }

        Folder.Write("plugins/good.py", "x = 1\n");

        _catalog.Settle();

        Assert.Equal("large.py has 1048577 bytes; 1048576 are accepted", _catalog.Entry("large").Problem);
        Assert.Equal("heavy has 5242886 bytes; 4194304 are accepted", _catalog.Entry("heavy").Problem);
        Assert.Equal("many has more than 256 Python files, or more than 4096 files and folders", _catalog.Entry("many").Problem);
        Assert.Equal("huge.wasm has 67108865 bytes; 67108864 are accepted", _catalog.Entry("huge").Problem);
        Assert.NotNull(_catalog.Definition("good"));
    }

    [Fact]
    public void EmptyFile_IsAProblem()
    {
        Folder.Write("plugins/empty.py", "");

        _catalog.Settle();

        Assert.Equal("empty.py is empty, or is no regular file", _catalog.Entry("empty").Problem);
    }

    [Fact]
    public void Pipe_IsNotOpened()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs mkfifo of Linux");
        Folder.Write("plugins/piped/app.py", "x = 1\n");
        foreach (var path in (string[])["plugins/pipe.py", "plugins/piped/module.py"])
        {
            using var process = Process.Start("mkfifo", Folder.Sub(path));
            process.WaitForExit();
        }

        _catalog.Settle();

        Assert.Equal("pipe.py is empty, or is no regular file", _catalog.Entry("pipe").Problem);
        Assert.Equal(0, _catalog.Definition("piped").Files.Single(file => file.Path == "module.py").Content.Length);
    }

    [Fact]
    public void Link_ThatLeadsOut_IsNotFollowed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right that tests do not have on Windows");
        var secret = Folder.Write("outside/secret.py", "secret = 1\n");
        Folder.Write("plugins/oled/app.py", "x = 1\n");
        File.CreateSymbolicLink(Folder.Sub("plugins", "stolen.py"), secret);
        File.CreateSymbolicLink(Folder.Sub("plugins", "oled", "stolen.py"), secret);
        Directory.CreateSymbolicLink(Folder.Sub("plugins", "oled", "way"), Folder.Sub("outside"));
        File.CreateSymbolicLink(Folder.Sub("plugins", "oled", "roundabout.py"), Folder.Sub("plugins", "oled", "way", "secret.py"));
        File.CreateSymbolicLink(Folder.Sub("plugins", "oled", "relative.py"), "../../outside/secret.py");
        File.CreateSymbolicLink(Folder.Sub("plugins", "oled", "circle.py"), "circle.py");
        File.CreateSymbolicLink(Folder.Sub("plugins", "oled", "nowhere.py"), "nothing.py");
        Directory.CreateSymbolicLink(Folder.Sub("plugins", "linked"), Folder.Sub("plugins", "oled"));
        Directory.CreateSymbolicLink(Folder.Sub("plugins", "oled", "loop"), Folder.Sub("plugins", "oled"));

        _catalog.Settle();

        Assert.Equal(["oled"], _catalog.Current.Entries.Select(entry => entry.Id));
        Assert.Equal(["app.py"], _catalog.Definition("oled").Files.Select(file => file.Path));
        Assert.Contains(_catalog.Logs, log => log.Message.Contains("stolen.py is a link that leads out", StringComparison.Ordinal));
    }

    [Fact]
    public void Link_WithinThePlugin_IsFollowedAndSeenToChange()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a right that tests do not have on Windows");
        Folder.Write("plugins/oled/app.py", "x = 1\n");
        Folder.Write("plugins/oled/real.py", "a = 1\n");
        File.CreateSymbolicLink(Folder.Sub("plugins", "oled", "other.py"), "real.py");
        _catalog.Settle();

        Folder.Write("plugins/oled/real.py", "a = 12345\n");
        _catalog.Settle();

        Assert.Equal("a = 12345\n"u8, _catalog.Definition("oled").Files.Single(file => file.Path == "other.py").Content.Span);
    }

    [Fact]
    public void Unreadable_FileAndFolder_AreProblemsUntilTheyCanBeRead()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no mode bits");
            return;
        }

        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root reads everything");
        var file = Folder.Write("plugins/locked.py", "x = 1\n");
        Folder.Write("plugins/closed/app.py", "x = 1\n");
        Folder.Write("plugins/good.py", "x = 1\n");
        File.SetUnixFileMode(file, UnixFileMode.None);
        File.SetUnixFileMode(Folder.Sub("plugins", "closed"), UnixFileMode.None);

        _catalog.Settle();
        Assert.StartsWith("locked.py cannot be read", _catalog.Entry("locked").Problem, StringComparison.Ordinal);
        Assert.StartsWith("closed cannot be read", _catalog.Entry("closed").Problem, StringComparison.Ordinal);
        Assert.NotNull(_catalog.Definition("good"));

        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(Folder.Sub("plugins", "closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _catalog.Settle();
        Assert.NotNull(_catalog.Definition("locked"));
        Assert.NotNull(_catalog.Definition("closed"));
    }

    [Fact]
    public void PluginFolder_Unreadable_KeepsWhatItHeld()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no mode bits");
            return;
        }

        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root reads everything");
        Folder.Write("plugins/good.py", "x = 1\n");
        _catalog.Settle();
        var before = _catalog.Definition("good");
        File.SetUnixFileMode(Folder.Sub("plugins"), UnixFileMode.None);

        _catalog.Settle();
        _catalog.Settle();

        File.SetUnixFileMode(Folder.Sub("plugins"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Same(before, _catalog.Definition("good"));
        Assert.Single(_catalog.Logs, log => log.Id.Id == 2103);
    }

    [Fact]
    public void PluginFolder_ThatAppearsLater_IsPickedUp()
    {
        _catalog.Settle();
        _catalog.Settle();
        Assert.Equal(2, _catalog.Logs.Count(log => log.Id.Id == 2105));

        Folder.Write("plugins/good.py", "x = 1\n");
        _catalog.Settle();

        Assert.NotNull(_catalog.Definition("good"));
    }

    [Fact]
    public void PluginFolder_ThatIsAFile_IsToldOnce()
    {
        Folder.Write("plugins", "in the way");

        _catalog.Settle();
        _catalog.Settle();

        Assert.Empty(_catalog.Current.Entries);
        Assert.Single(_catalog.Logs, log => log.Message.Contains(Folder.Sub("plugins"), StringComparison.Ordinal));
    }

    public void Dispose() => _catalog.Dispose();
}

using System.Diagnostics;
using System.Net.Sockets;
using WasiHal.Hosting.Catalog;

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
    public void SocketAndDevice_AreNotOpened()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs sockets with names");
        Directory.CreateDirectory(Folder.Sub("plugins"));
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Folder.Sub("plugins", "socket.py")));
        File.CreateSymbolicLink(Folder.Sub("plugins", "zero.py"), "/dev/zero");
        File.CreateSymbolicLink(Folder.Sub("plugins", "kernel.py"), "/proc/self/environ");

        _catalog.Settle();

        Assert.Equal(["socket"], _catalog.Current.Entries.Select(entry => entry.Id));
        Assert.Equal("socket.py is empty, or is no regular file", _catalog.Entry("socket").Problem);
    }

    [Fact]
    public void Names_ThatAreNoUtf8_AreToldAndNothingElseSuffers()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs names that are any bytes");
        Folder.Write("plugins/oled/app.py", "x = 1\n");
        Shell("printf 1 > $'plugins/m\\xff.py'; mkdir $'plugins/d\\xfe'; printf 1 > $'plugins/d\\xfe/app.py'; "
            + "printf 1 > $'plugins/oled/n\\xff.py'; mkdir $'plugins/oled/e\\xfe'; printf 1 > $'plugins/oled/e\\xfe/z.py'; printf 1 > $'plugins/oled/\\n.py'");

        _catalog.Settle();

        Assert.Equal(["oled"], _catalog.Current.Entries.Select(entry => entry.Id));
        Assert.Equal(["app.py"], _catalog.Definition("oled").Files.Select(file => file.Path));
        Assert.Equal(5, _catalog.Logs.Count(log => log.Id.Id == 2107));

        // .NET cannot name these files, so that it cannot remove them either.
        Shell("rm -r plugins");
    }

    [Fact]
    public void Names_OfTheGreatestLengthAndStrangestCase_AreNoPluginsOrOne()
    {
        Folder.Write($"plugins/{new string('a', 252)}.py", "x = 1\n");
        Folder.Write("plugins/x.py/app.py", "x = 1\n");
        Folder.Write("plugins/y.py/nothing.txt", "x = 1\n");
        Folder.Write("plugins/\u0130.py", "x = 1\n");
        Folder.Write("plugins/\u212Aelvin.py", "x = 1\n");
        Folder.Write("plugins/GOOD.py", "x = 1\n");

        _catalog.Settle();

        Assert.Equal(["good"], _catalog.Current.Entries.Select(entry => entry.Id));

        // The long one, the folder x.py, and two letters whose small form is an ASCII one.
        Assert.Equal(4, _catalog.Logs.Count(log => log.Id.Id == 2107));
    }

    [Fact]
    public void Names_ThatDifferInCaseOnly_AreOneIdAndBothAreNamed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "other systems take them for one file");
        Folder.Write("plugins/Oled.py", "x = 1\n");
        Folder.Write("plugins/oled.py", "x = 2\n");
        Folder.Write("plugins/OLED/app.py", "x = 3\n");

        _catalog.Settle();

        Assert.EndsWith("give the same id oled: rename or remove one", _catalog.Entry("oled").Problem, StringComparison.Ordinal);
        Assert.Contains("Oled.py", _catalog.Entry("oled").Problem, StringComparison.Ordinal);
        Assert.Contains("oled.py", _catalog.Entry("oled").Problem, StringComparison.Ordinal);
        Assert.Contains("OLED", _catalog.Entry("oled").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void HardLink_IsAFileAsAnyOther()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs ln of Linux");
        Folder.Write("outside/shared.py", "x = 1\n");
        Directory.CreateDirectory(Folder.Sub("plugins"));
        Shell("ln outside/shared.py plugins/a.py; ln outside/shared.py plugins/b.py");
        _catalog.Settle();

        File.AppendAllText(Folder.Sub("outside/shared.py"), "y = 2\n");
        _catalog.Settle();

        Assert.Equal("x = 1\ny = 2\n"u8, _catalog.Definition("a").Files[0].Content.Span);
        Assert.Equal(_catalog.Definition("a").Version, _catalog.Definition("b").Version);
    }

    [Fact]
    public void TenThousandFiles_ThatAreNoPlugins_AreNoNewsWithoutEnd()
    {
        Folder.Write("plugins/good.py", "x = 1\n");
        for (var i = 0; i < 5000; i++)
        {
            File.WriteAllText(Folder.Sub($"plugins/note {i}.py"), "x");
            File.WriteAllText(Folder.Sub($"plugins/{i}.txt"), "x");
        }

        _catalog.Settle();
        _catalog.Settle();

        Assert.Equal(["good"], _catalog.Current.Entries.Select(entry => entry.Id));
        Assert.Equal(100, _catalog.Logs.Count(log => log.Id.Id == 2107));
        Assert.Equal("More in the plugin folders is left alone than is told here", _catalog.Logs.Last(log => log.Id.Id == 2107).Message);
    }

    [Fact]
    public void MorePlugins_ThanANodeHas_DoNotDisplaceThoseThatRun()
    {
        Folder.Write("plugins/runs.py", "x = 1\n");
        _catalog.Settle();
        var runs = _catalog.Definition("runs");
        for (var i = 0; i < SourceLimits.Plugins; i++)
        {
            Folder.Write($"plugins/a{i}.py", "x = 1\n");
        }

        _catalog.Settle();
        _catalog.Settle();

        Assert.Equal(SourceLimits.Plugins, _catalog.Current.Entries.Count);
        Assert.Same(runs, _catalog.Definition("runs"));
        Assert.EndsWith("a99.py is not loaded: a node has 256 plugins at most", Assert.Single(_catalog.Logs, log => log.Id.Id == 2107).Message, StringComparison.Ordinal);

        // Where one goes, there is room for it.
        File.Delete(Folder.Sub("plugins/a0.py"));
        _catalog.Settle();
        _catalog.Settle();
        Assert.NotNull(_catalog.Definition("a99"));
    }

    [Fact]
    public void FolderTooDeep_IsToldOnceAndTheRestIsLoaded()
    {
        Folder.Write("plugins/deep/app.py", "x = 1\n");
        Folder.Write("plugins/deep/1/2/3/4/5/6/7/8/in.py", "x = 1\n");
        Folder.Write("plugins/deep/1/2/3/4/5/6/7/8/9/out.py", "x = 1\n");

        _catalog.Settle();
        _catalog.Settle();

        Assert.Equal(["1/2/3/4/5/6/7/8/in.py", "app.py"], _catalog.Definition("deep").Files.Select(file => file.Path));
        Assert.Equal(
            $"{Folder.Sub("plugins/deep/1/2/3/4/5/6/7/8/9")} is not loaded: it is more than 8 folders deep in its plugin",
            Assert.Single(_catalog.Logs, log => log.Id.Id == 2107).Message);
    }

    [Fact]
    public void PluginFolder_RemovedAndMadeAgain_IsFollowedAgain()
    {
        Folder.Write("plugins/a.py", "x = 1\n");
        _catalog.Settle();

        Directory.Delete(Folder.Sub("plugins"), recursive: true);
        _catalog.Settle();
        Assert.Empty(_catalog.Current.Entries);
        Folder.Write("plugins/a.py", "x = 2\n");
        _catalog.Settle();

        Assert.Equal("x = 2\n"u8, _catalog.Definition("a").Files[0].Content.Span);
        Assert.Single(_catalog.Logs, log => log.Id.Id == 2105 && log.Message.Contains(Folder.Sub("plugins"), StringComparison.Ordinal));
    }

    [Fact]
    public void PluginFolder_GoneForOneLook_DisturbsNothing()
    {
        Folder.Write("plugins/a.py", "x = 1\n");
        _catalog.Settle();
        var before = _catalog.Definition("a");

        Directory.Move(Folder.Sub("plugins"), Folder.Sub("away"));
        Assert.False(_catalog.Look());
        Directory.Move(Folder.Sub("away"), Folder.Sub("plugins"));
        _catalog.Settle();

        Assert.Same(before, _catalog.Definition("a"));
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
        Assert.Equal(
            [
                "linked is a link to a folder and is not followed",
                "oled/circle.py is a link that leads out of its plugin, or to nothing, and is not followed",
                "oled/loop is a link to a folder and is not followed",
                "oled/nowhere.py is a link that leads out of its plugin, or to nothing, and is not followed",
                "oled/relative.py is a link that leads out of its plugin, or to nothing, and is not followed",
                "oled/roundabout.py is a link that leads out of its plugin, or to nothing, and is not followed",
                "oled/stolen.py is a link that leads out of its plugin, or to nothing, and is not followed",
                "oled/way is a link to a folder and is not followed",
                "stolen.py is a link that leads out of the folder, or to nothing, and is not followed",
            ],
            _catalog.Logs.Where(log => log.Id.Id == 2107).Select(log => log.Message[(Folder.Sub("plugins").Length + 1)..]).Order(StringComparer.Ordinal));
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

    private void Shell(string script)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = Folder.FullPath })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}

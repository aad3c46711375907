using System.Diagnostics;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using WasiHal.Hosting.Storage;

namespace WasiHal.Hosting.Tests.Storage;

/// <summary>A disk that is really full: a file system of 300 KiB in a namespace of its own, where a second process of this assembly runs one test.</summary>
public sealed class FullDiskTests
{
    private const string Variable = "WASIHAL_TEST_TINY_DISK";

    [Fact]
    public async Task TinyDisk_RunsFull_IsToldOnceAndWorksAgainWhenThereIsRoom()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs namespaces of Linux");
        using var folder = new TemporaryFolder();
        var tests = Path.Combine(AppContext.BaseDirectory, "WasiHal.Hosting.Tests");
        Assert.SkipWhen(await RunAsync("mount -t tmpfs -o size=300k none \"$0\"", folder.FullPath) is not (0, _), "this machine lets nobody make a file system of its own (unshare -Urm)");

        var (exit, output) = await RunAsync(
            $"mount -t tmpfs -o size=300k none \"$0\" && {Variable}=\"$0\" exec \"$1\" -noColor -explicit only -method WasiHal.Hosting.Tests.Storage.FullDiskTests.{nameof(OnATinyDisk)}",
            folder.FullPath,
            tests);

        Assert.True(exit == 0 && output.Contains("Total: 1, Errors: 0, Failed: 0", StringComparison.Ordinal), output);
    }

    [Fact(Explicit = true)]
    public void OnATinyDisk()
    {
        var disk = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(disk is null, $"{Variable} names no disk");
        var ballast = Path.Combine(disk, "ballast");
        File.WriteAllBytes(ballast, new byte[100 << 10]);
        var logger = new FakeLogger<StorageDatabase>();
        using var database = new StorageDatabase(Options.Create(new DataOptions { Directory = disk }), TimeProvider.System, logger);
        var sut = database.For("greedy", 1 << 20, writesPerMinute: 6000);
        var other = database.For("other", 1000, writesPerMinute: 6000);
        other.Put("k", [7]);

        var failures = new List<HardwareException>();
        var stored = 0;
        for (var i = 0; i < 60; i++)
        {
            try
            {
                sut.Put($"k{i}", Enumerable.Repeat((byte)i, 8 << 10).ToArray());
                stored++;
            }
            catch (HardwareException exception)
            {
                failures.Add(exception);
            }

            // Reading goes on, also of others.
            Assert.Equal([7], other.Get("k")!);
        }

        Assert.True(stored > 0 && failures.Count > 20, $"{stored} stored, {failures.Count} failed");
        Assert.All(failures, failure => Assert.Equal(HardwareErrorKind.Other, failure.Kind));
        Assert.All(failures, failure => Assert.StartsWith("the storage cannot be used: ", failure.Message, StringComparison.Ordinal));
        Assert.Single(logger.Collector.GetSnapshot(), log => log.Id.Id == 2300);
        Assert.DoesNotContain(logger.Collector.GetSnapshot(), log => log.Id.Id is 2301 or 2303);

        File.Delete(ballast);
        sut.Put("k0", [1, 2, 3]);

        Assert.Equal([1, 2, 3], sut.Get("k0")!);
        Assert.Single(logger.Collector.GetSnapshot(), log => log.Id.Id == 2301);
        for (var i = 1; i < stored; i++)
        {
            Assert.All(sut.Get($"k{i}")!, value => Assert.Equal((byte)i, value));
        }
    }

    private static async Task<(int Exit, string Output)> RunAsync(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("unshare", ["-Urm", "sh", "-c", script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}

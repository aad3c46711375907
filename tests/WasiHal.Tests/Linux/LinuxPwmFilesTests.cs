using System.Diagnostics;
using WasiHal.Linux;
using WasiHal.Tests.Shared;

namespace WasiHal.Tests.Linux;

/// <summary>
/// The true path of the PWM files, <c>/sys/class/pwm</c>: the test runs itself once more in a mount namespace of its own, where plain
/// files lie over that folder. Nothing of the machine is touched.
/// </summary>
public sealed class LinuxPwmFilesTests
{
    private const string Inside = "WASIHAL_TESTS_PRIVATE_SYS";
    private const string Chip = "/sys/class/pwm/pwmchip0";

    [Fact]
    public void StartAndDispose_OnTheMachine_WriteTheFilesOfTheKernel()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "mount namespaces are Linux's");
        if (Environment.GetEnvironmentVariable(Inside) is null)
        {
            RunInside(nameof(StartAndDispose_OnTheMachine_WriteTheFilesOfTheKernel));
            return;
        }

        Directory.CreateDirectory($"{Chip}/pwm0");
        foreach (var (file, text) in (ReadOnlySpan<(string, string)>)[("npwm", "2\n"), ("export", ""), ("unexport", ""), ("pwm0/period", "0\n"), ("pwm0/duty_cycle", "0\n"), ("pwm0/polarity", "normal\n"), ("pwm0/enable", "0\n")])
        {
            File.WriteAllText($"{Chip}/{file}", text);
        }

        using (var channel = new LinuxPwmChannel(new KernelFiles("/"), TimeProvider.System, chip: 0, channel: 0))
        {
            channel.Start(440.5, 0.25);
            Assert.Equal(("2270148", "567537", "1", ""), (Text("pwm0/period"), Text("pwm0/duty_cycle"), Text("pwm0/enable"), Text("export")));
        }

        Assert.Equal(("0", "0", "0"), (Text("pwm0/duty_cycle"), Text("pwm0/enable"), Text("unexport")));
        using var second = new LinuxPwmChannel(new KernelFiles("/"), TimeProvider.System, chip: 0, channel: 1);
        HardwareAssert.Throws(HardwareErrorKind.NotPresent, () => second.Start(50, 0.5), "channel 1");
        Assert.Equal("1", Text("export"));
    }

    private static string Text(string file) => File.ReadAllText($"{Chip}/{file}");

    private static void RunInside(string method)
    {
        var unshare = Requirement.Tool("unshare");

        // As the superuser, else as one inside a namespace of users, which some machines forbid.
        var how = Array.Find(["-m", "-Urm"], flags => Run(unshare, flags, "sh", "-c", "mount -t tmpfs none /sys/class").ExitCode == 0);
        if (how is null)
        {
            Requirement.Missing("mount namespaces are not allowed here");
        }

        var (exitCode, output) = Run(
            unshare, how!, "sh", "-c", $"mount -t tmpfs none /sys/class && {Inside}=1 exec \"$0\" \"$@\"",
            Requirement.Tool("dotnet"), typeof(LinuxPwmFilesTests).Assembly.Location, "-noColor", "-method", $"{typeof(LinuxPwmFilesTests).FullName}.{method}");

        Assert.True(exitCode == 0 && output.Contains("Total: 1,", StringComparison.Ordinal) && output.Contains("Skipped: 0", StringComparison.Ordinal), output);
    }

    private static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}

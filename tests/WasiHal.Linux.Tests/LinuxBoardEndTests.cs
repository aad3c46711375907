using System.Diagnostics;

namespace WasiHal.Linux.Tests;

/// <summary>A process that ends in the middle of a beep leaves its outputs at rest: seen from outside, by the requests that reached the kernel in miniature.</summary>
public sealed class LinuxBoardEndTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly int[] Pins = [BoardProgram.Buzzer, BoardProgram.Fan];

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    public async Task Signal_InTheMiddleOfABeep_LeavesOutputsAtRest(string signal)
    {
        KernelShim.Require();

        var steps = await RunAsync("wait", process => Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit());

        AssertAtRest(steps);
    }

    [Fact]
    public async Task Exit_InTheMiddleOfABeep_LeavesOutputsAtRest()
    {
        KernelShim.Require();

        AssertAtRest(await RunAsync("exit", _ => { }));
    }

    private static void AssertAtRest(Dictionary<int, List<(bool IsOutput, bool High)>> steps)
    {
        foreach (var pin in Pins)
        {
            // Both are on at low: high from the first moment, low while the program ran, high at the last.
            var levels = steps[pin].TakeWhile(step => step.IsOutput).Select(step => step.High).ToArray();
            Assert.True(levels[0], $"pin {pin} was on before anybody wanted it");
            Assert.Contains(false, levels);
            Assert.True(levels[^1], $"pin {pin} is still on");
        }
    }

    private static Dictionary<int, List<(bool IsOutput, bool High)>> Read(string log) => File.ReadAllLines(log)
        .Select(line => line.Split(' '))
        .GroupBy(parts => int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture))
        .ToDictionary(group => group.Key, group => group.Select(parts => (parts[2] == "1", parts[3] == "1")).ToList());

    private static async Task<Dictionary<int, List<(bool IsOutput, bool High)>>> RunAsync(string end, Action<Process> stop)
    {
        var log = Path.GetTempFileName();
        try
        {
            // Tests that run in the background of a shell, or under nohup, ignore some signals, and so would their child.
            var start = new ProcessStartInfo("env", ["--default-signal=INT,HUP", Environment.ProcessPath!]) { RedirectStandardOutput = true };
            start.Environment[BoardProgram.Variable] = end;
            start.Environment["SHIM_GPIO_LOG"] = log;
            using var process = Process.Start(start)!;
            Assert.Equal("beeping", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            stop(process);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
            return Read(log);
        }
        finally
        {
            File.Delete(log);
        }
    }
}

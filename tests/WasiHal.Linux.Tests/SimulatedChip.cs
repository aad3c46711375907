using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace WasiHal.Linux.Tests;

/// <summary>A GPIO chip of <c>shim/gpio.c</c> with a path of its own, and the world outside of it.</summary>
internal sealed class SimulatedChip : IDisposable
{
    public const int GetLine = 0x07;
    public const int SetConfig = 0x0D;
    public const int GetValues = 0x0E;
    public const int SetValues = 0x0F;
    public const int Released = 0;

    private static int _made;
    private readonly int _chip;
    private bool _isRemoved;

    public SimulatedChip(string label = "pinctrl-bcm2711", int lines = 58, int openError = 0)
    {
        KernelShim.Require();
        Name = string.Create(CultureInfo.InvariantCulture, $"gpiochip{Interlocked.Increment(ref _made)}");
        _chip = Add(Text("/dev/" + Name), Text(label), (uint)lines, openError);
        Assert.True(_chip >= 0, "there is no room for another simulated chip");
    }

    public string Name { get; }

    public void Drive(int line, bool? high, DateTimeOffset? at = null) =>
        Drive(_chip, (uint)line, high is { } level ? level ? 1 : 0 : -1, (ulong)((at?.Subtract(DateTimeOffset.UnixEpoch).Ticks ?? 0) * TimeSpan.NanosecondsPerTick));

    public bool Level(int line) => Level(_chip, (uint)line) != 0;

    public ulong Flags(int line) => Flags(_chip, (uint)line);

    public string Consumer(int line)
    {
        var name = new byte[32];
        Consumer(_chip, (uint)line, name);
        return Encoding.ASCII.GetString(name).TrimEnd('\0');
    }

    public void Hold(int line, string consumer) => Hold(_chip, (uint)line, Text(consumer));

    public void FailNext(int request, int error) => Fail(_chip, request, error);

    public void Unplug(int line) => Unplug(_chip, (uint)line);

    /// <summary>What was done to a line, in order: request, direction and level after it.</summary>
    public IReadOnlyList<Step> Steps(int line)
    {
        var steps = new Step[4096];
        return [.. steps.Take(Steps(_chip, steps, steps.Length)).Where(step => step.Line == line)];
    }

    /// <summary>Whether the line never drove the other level, from the moment that it was an output.</summary>
    public bool NeverDrove(int line, bool high) => !Steps(line).Any(step => step.IsOutput && step.Level == (high ? 1 : 0));

    /// <summary>Ends the chip.</summary>
    /// <returns>How many descriptors the process still had of it.</returns>
    public int Remove()
    {
        _isRemoved = true;
        return Remove(_chip);
    }

    public void Dispose()
    {
        if (!_isRemoved)
        {
            Remove();
        }
    }

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes(text + '\0');

    [DllImport("shim", EntryPoint = "shim_gpio_add"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Add(byte[] path, byte[] label, uint lines, int openError);

    [DllImport("shim", EntryPoint = "shim_gpio_remove"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Remove(int chip);

    [DllImport("shim", EntryPoint = "shim_gpio_hold"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Hold(int chip, uint line, byte[] consumer);

    [DllImport("shim", EntryPoint = "shim_gpio_fail"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Fail(int chip, int request, int error);

    [DllImport("shim", EntryPoint = "shim_gpio_drive"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Drive(int chip, uint line, int outside, ulong time);

    [DllImport("shim", EntryPoint = "shim_gpio_unplug"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Unplug(int chip, uint line);

    [DllImport("shim", EntryPoint = "shim_gpio_level"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Level(int chip, uint line);

    [DllImport("shim", EntryPoint = "shim_gpio_flags"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern ulong Flags(int chip, uint line);

    [DllImport("shim", EntryPoint = "shim_gpio_consumer"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Consumer(int chip, uint line, byte[] name);

    [DllImport("shim", EntryPoint = "shim_gpio_steps"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Steps(int chip, [In, Out] Step[] steps, int most);

    [StructLayout(LayoutKind.Sequential)]
    internal readonly struct Step
    {
        public readonly uint Request;
        public readonly uint Line;
        public readonly ulong Flags;
        public readonly int Level;
        private readonly int _padding;

        public bool IsOutput => (Flags & GpioUapi.Output) != 0;

        public override string ToString() => $"{Request:x} {Flags:x} {Level} {_padding}";
    }
}

using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace WasiHal.Linux;

/// <summary>One <c>/dev/gpiochipN</c> of the kernel. Safe from any thread.</summary>
internal sealed class GpioChip : IDisposable
{
    private const string DevicePrefix = "gpiochip";

    /// <summary>
    /// The labels of the controllers behind a Raspberry Pi's header begin so: bcm2835, bcm2711, rp1. Their number says
    /// nothing: on a Pi 5 it was gpiochip4 and is gpiochip0 with newer kernels.
    /// </summary>
    private const string HeaderPrefix = "pinctrl-";

    private readonly DeviceHandle _handle;

    private GpioChip(DeviceHandle handle, string name, string label, int lines)
    {
        _handle = handle;
        Name = name;
        Label = label;
        Lines = lines;
    }

    public string Name { get; }

    public string Label { get; }

    public int Lines { get; }

    /// <summary>Opens the chip of the header's pins, else the first one, or the one that is named.</summary>
    /// <exception cref="HardwareException">NotPresent: none, or none of that name; Denied.</exception>
    public static GpioChip Open(IKernelFiles files, string? name)
    {
        string[] names = [.. files.List("dev").Where(device => device.StartsWith(DevicePrefix, StringComparison.Ordinal))];
        if (name is not null)
        {
            return names.Contains(name, StringComparer.Ordinal)
                ? Open(name)
                : throw Require.NotPresent($"GPIO chip {name}", names.Length == 0 ? "none" : string.Join(", ", names));
        }

        GpioChip? first = null;
        HardwareException? fault = null;
        foreach (var device in names)
        {
            try
            {
                var chip = Open(device);
                if (chip.Label.StartsWith(HeaderPrefix, StringComparison.Ordinal))
                {
                    first?.Dispose();
                    return chip;
                }

                if (first is null)
                {
                    first = chip;
                }
                else
                {
                    chip.Dispose();
                }
            }
            catch (HardwareException exception)
            {
                fault ??= exception;
            }
        }

        // One that cannot be opened may be the one of the header: another in its place would be the wrong pins.
        if (fault is not null)
        {
            first?.Dispose();
            throw fault;
        }

        return first ?? throw new HardwareException(
            HardwareErrorKind.NotPresent, "This machine has no GPIO chip: there is no /dev/gpiochip0, nor one of another number.");
    }

    /// <summary>Takes a line: its direction, bias and, for an output, level are one step.</summary>
    /// <exception cref="HardwareException">NotPresent: no such line; Busy: somebody else has it.</exception>
    public GpioLine Request(int line, ulong flags, bool high)
    {
        var request = GpioUapi.Request(line, flags, high);
        if (LibC.Control(_handle, GpioUapi.GetLine, request) >= 0)
        {
            return new(line, new(GpioUapi.Descriptor(request)), flags);
        }

        var error = Marshal.GetLastPInvokeError();
        throw error == KernelError.Busy
            ? new HardwareException(HardwareErrorKind.Busy, string.Create(CultureInfo.InvariantCulture, $"GPIO {line} of {Name} is in use by {Holder(line)}."))
            : PinFault.Of(error, string.Create(CultureInfo.InvariantCulture, $"GPIO {line} of {Name} cannot be had"));
    }

    /// <summary>What a line is, whoever has it.</summary>
    public ulong FlagsOf(int line)
    {
        var info = GpioUapi.LineInfo(line);
        return LibC.Control(_handle, GpioUapi.GetLineInfo, info) >= 0
            ? GpioUapi.FlagsOf(info)
            : throw PinFault.OfLastCall(string.Create(CultureInfo.InvariantCulture, $"GPIO {line} of {Name} tells nothing of itself"));
    }

    public void Dispose() => _handle.Dispose();

    private static GpioChip Open(string name)
    {
        var path = $"/dev/{name}";
        var handle = new DeviceHandle(LibC.Open(Encoding.UTF8.GetBytes(path + '\0'), LibC.ReadWrite));
        if (handle.IsInvalid)
        {
            throw PinFault.OfLastCall($"{path} cannot be opened");
        }

        var info = new byte[GpioUapi.ChipInfoBytes];
        if (LibC.Control(handle, GpioUapi.GetChipInfo, info) < 0)
        {
            var fault = PinFault.OfLastCall($"{path} is not a GPIO chip");
            handle.Dispose();
            throw fault;
        }

        return new(handle, name, GpioUapi.Text(info.AsSpan(32)) ?? "", BinaryPrimitives.ReadInt32LittleEndian(info.AsSpan(64)));
    }

    private string Holder(int line)
    {
        var info = GpioUapi.LineInfo(line);
        return LibC.Control(_handle, GpioUapi.GetLineInfo, info) >= 0 && GpioUapi.ConsumerOf(info) is { } consumer
            ? $"\"{consumer}\", as the kernel names it"
            : "somebody whom the kernel does not name";
    }
}

using System.Device.I2c;
using System.Globalization;
using System.Runtime.InteropServices;

namespace WasiHal.Linux;

/// <summary>An I²C adapter of the kernel. Once an address was used, a transfer makes no garbage.</summary>
/// <param name="number">Number of the adapter.</param>
/// <param name="bus">Does the transfers; the bus's own from now on.</param>
/// <param name="probe">Sends addresses alone; the bus's own from now on.</param>
/// <param name="files">Where drivers of the kernel are looked up.</param>
internal sealed class LinuxI2cBus(byte number, I2cBus bus, II2cProbe probe, IKernelFiles files) : II2cBus, IDisposable
{
    private readonly Lock _gate = new();
    private readonly I2cDevice?[] _devices = new I2cDevice?[I2cAddress.Highest + 1];
    private readonly bool[] _isFree = new bool[I2cAddress.Highest + 1];
    private bool _isDisposed;

    /// <summary>Opens an adapter.</summary>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.NotPresent"/>, <see cref="HardwareErrorKind.Denied"/>,
    /// <see cref="HardwareErrorKind.Other"/>: its file cannot be opened.</exception>
    public static LinuxI2cBus Open(byte number, IKernelFiles files)
    {
        try
        {
            return new(number, I2cBus.Create(number), new KernelI2cProbe(number), files);
        }
        catch (Exception exception) when (exception is IOException or PlatformNotSupportedException or DllNotFoundException)
        {
            throw File(number).Fault(exception, files);
        }
    }

    public void WriteRead(I2cAddress address, ReadOnlySpan<byte> write, Span<byte> read)
    {
        Require.Range(nameof(address), address.Value, (byte)I2cAddress.Lowest, (byte)I2cAddress.Highest);
        Require.Length(nameof(write), write.Length);
        Require.Length(nameof(read), read.Length);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            RequireFree(address);
            if (write.IsEmpty && read.IsEmpty)
            {
                Probe(address);
                return;
            }

            try
            {
                Transfer(_devices[address.Value] ??= bus.CreateDevice(address.Value), write, read);
            }
            catch (IOException exception)
            {
                throw Fault(address, KernelError.In(exception), exception.Message, exception);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                foreach (var device in _devices)
                {
                    device?.Dispose();
                }

                probe.Dispose();
                bus.Dispose();
            }
        }
    }

    private static void Transfer(I2cDevice device, ReadOnlySpan<byte> write, Span<byte> read)
    {
        if (read.IsEmpty)
        {
            device.Write(write);
        }
        else if (write.IsEmpty)
        {
            device.Read(read);
        }
        else
        {
            device.WriteRead(write, read);
        }
    }

    private void Probe(I2cAddress address)
    {
        if (probe.Probe(address) is not 0 and var error)
        {
            throw Fault(address, error, $"{Marshal.GetPInvokeErrorMessage(error)}.");
        }
    }

    /// <summary>
    /// The kernel lets a transfer pass that disturbs its own driver, so this is asked before the first one to an address;
    /// an address that is held is asked for again, because its driver may be taken away.
    /// </summary>
    private void RequireFree(I2cAddress address)
    {
        if (!_isFree[address.Value])
        {
            if (I2cDrivers.Find(files, number, address) is { } driver)
            {
                throw I2cDrivers.Busy(number, address, driver);
            }

            _isFree[address.Value] = true;
        }
    }

    private HardwareException Fault(I2cAddress address, int? error, string text, Exception? cause = null)
    {
        // Setting the address of a probe is refused so when a driver came meanwhile; a line that is held is, too.
        if (error == KernelError.Busy && I2cDrivers.Find(files, number, address) is { } driver)
        {
            _isFree[address.Value] = false;
            return I2cDrivers.Busy(number, address, driver);
        }

        return I2cFault.Of(number, address, error, text, cause);
    }

    private static DeviceFile File(byte number) => new(
        string.Create(CultureInfo.InvariantCulture, $"/dev/i2c-{number}"),
        "i2c-",
        "i2c",
        number == 1
            ? "on a Raspberry Pi switch I2C on in raspi-config, or add dtparam=i2c_arm=on to /boot/firmware/config.txt and i2c-dev to /etc/modules, and restart"
            : "switch the bus on in the board's device tree, on a Raspberry Pi by its dtoverlay in /boot/firmware/config.txt, load i2c-dev, and restart");
}

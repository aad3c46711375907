using System.Device.Spi;

namespace WasiHal.Linux;

/// <summary>A chip select of the kernel's <c>spidev</c>. The file is opened by the first transfer, and anew when settings change.</summary>
/// <param name="bus">Number of the bus.</param>
/// <param name="chipSelect">Number of the chip-select line.</param>
/// <param name="files">Where the size of the driver's buffer stands.</param>
/// <param name="open">Opens the device, as <see cref="SpiDevice.Create"/> does.</param>
internal sealed class LinuxSpiDevice(byte bus, byte chipSelect, IKernelFiles files, Func<SpiConnectionSettings, SpiDevice> open) : ISpiDevice, IDisposable
{
    /// <summary>The longest buffer in bytes that the kernel could have; a greater number is somebody's mistake.</summary>
    private const int LongestBuffer = 4 << 20;

    private readonly Lock _gate = new();
    private SpiDevice? _device;
    private SpiSettings _settings;
    private int _maxTransferBytes;
    private bool _isDisposed;

    public LinuxSpiDevice(byte bus, byte chipSelect, IKernelFiles files)
        : this(bus, chipSelect, files, SpiDevice.Create)
    {
    }

    /// <summary>4096 while the driver is not loaded, which is its default; what it says when it is does not change.</summary>
    public int MaxTransferBytes
    {
        get
        {
            if (_maxTransferBytes == 0)
            {
                Span<byte> buffer = stackalloc byte[32];
                if (KernelText.Integer(buffer[..files.Read("sys/module/spidev/parameters/bufsiz", buffer)]) is not (>= 1 and var size))
                {
                    return Require.MaxTransferBytes;
                }

                _maxTransferBytes = (int)Math.Min(size, LongestBuffer);
            }

            return _maxTransferBytes;
        }
    }

    public void Transfer(SpiSettings settings, ReadOnlySpan<byte> write, Span<byte> read)
    {
        Require.Transfer(settings, write, read, MaxTransferBytes);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            try
            {
                if (_device is null || _settings != settings)
                {
                    Close();
                    _device = open(Connection(settings));
                    _settings = settings;
                }

                _device.TransferFullDuplex(write, read);
            }
            catch (Exception exception) when (exception is IOException or PlatformNotSupportedException or DllNotFoundException)
            {
                // The package takes a device whose settings were refused for a ready one the next time.
                Close();
                throw SpiFault.Of(bus, chipSelect, settings, write.Length, exception, files);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            Close();
        }
    }

    private void Close()
    {
        _device?.Dispose();
        _device = null;
    }

    private SpiConnectionSettings Connection(SpiSettings settings) =>
        new(bus, chipSelect) { ClockFrequency = settings.ClockHz, Mode = (SpiMode)settings.Mode };
}

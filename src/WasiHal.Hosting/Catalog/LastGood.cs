using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WasiHal.Hosting.Catalog;

/// <summary>Options that stay as they were while the configuration is invalid. Used by one thread at a time.</summary>
internal sealed class LastGood<T>(IOptionsMonitor<T> monitor, ILogger logger)
    where T : class
{
    private T? _value;
    private string? _told;

    /// <summary>The newest valid options.</summary>
    /// <exception cref="OptionsValidationException">There have been none.</exception>
    public T Read()
    {
        try
        {
            _value = monitor.CurrentValue;
            _told = null;
        }
        catch (OptionsValidationException exception) when (_value is not null)
        {
            if (_told != exception.Message)
            {
                _told = exception.Message;
                logger.ConfigurationInvalid(exception.Message);
            }
        }

        return _value;
    }
}

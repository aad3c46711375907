using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace WasiHal;

/// <summary>A section of the configuration and one of the types that read it.</summary>
/// <param name="section">Its name, without colons; empty when every property of the type is a section.</param>
internal abstract class SectionRegistration(string section)
{
    /// <summary>The section's name.</summary>
    public string Section => section;

    /// <summary>What it is bound to.</summary>
    public abstract Type OptionsType { get; }

    /// <summary>What the validators of these options say against a value of them.</summary>
    /// <param name="services">Where the validators are.</param>
    /// <param name="options">Of <see cref="OptionsType"/>.</param>
    public abstract IEnumerable<string> Failures(IServiceProvider services, object options);

    /// <summary>For one type.</summary>
    public sealed class Of<T>(string section) : SectionRegistration(section)
        where T : class
    {
        /// <inheritdoc/>
        public override Type OptionsType => typeof(T);

        /// <inheritdoc/>
        public override IEnumerable<string> Failures(IServiceProvider services, object options) =>
            services.GetServices<IValidateOptions<T>>().SelectMany(validator => validator.Validate(Options.DefaultName, (T)options).Failures ?? []);
    }
}

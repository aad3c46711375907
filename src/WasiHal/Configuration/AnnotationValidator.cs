using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace WasiHal;

/// <summary>Checks the validation attributes of an options type and says each fault by its key as the file writes it.</summary>
internal sealed class AnnotationValidator<TOptions>(string section) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var faults = new List<string>();
        Check(section, options, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Check(string path, object options, List<string> faults)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<ConfigurationKeyNameAttribute>() is not { Name: var key })
            {
                continue;
            }

            var keyPath = Join(path, key);
            var value = property.GetValue(options);
            var context = new ValidationContext(options) { MemberName = property.Name };
            foreach (var attribute in property.GetCustomAttributes<ValidationAttribute>())
            {
                if (attribute.GetValidationResult(value, context) is { } fault)
                {
                    faults.Add($"{keyPath}{Shown(value)} {fault.ErrorMessage}.");
                }
            }

            CheckInside(keyPath, value, faults);
        }
    }

    private static void CheckInside(string path, object? value, List<string> faults)
    {
        if (value is IDictionary dictionary)
        {
            foreach (DictionaryEntry entry in dictionary)
            {
                CheckInside(Join(path, (string)entry.Key), entry.Value, faults);
            }
        }
        else if (value?.GetType() is { IsClass: true } type && type.GetProperties().Any(property => property.IsDefined(typeof(ConfigurationKeyNameAttribute))))
        {
            Check(path, value, faults);
        }
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static string Shown(object? value) => value switch
    {
        null or ICollection => "",
        string text => $" = \"{text}\"",
        _ => string.Create(CultureInfo.InvariantCulture, $" = {value}"),
    };
}

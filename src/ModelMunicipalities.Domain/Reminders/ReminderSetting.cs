using ModelMunicipalities.Domain.Networks;

namespace ModelMunicipalities.Domain.Reminders;

/// <summary>What a network has decided on one of the rules; without it the product's own holds.</summary>
public sealed class ReminderSetting : ITenantOwned
{
    /// <summary>Database identity.</summary>
    public int Id { get; set; }

    /// <inheritdoc/>
    public int NetworkId { get; set; }

    /// <summary>Which rule; one for each in a network.</summary>
    public ReminderReason Reason { get; set; }

    /// <summary>False while nobody is reminded for this reason.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>As <see cref="ReminderRule.Before"/>.</summary>
    public List<int> Before { get; set; } = [];

    /// <summary>As <see cref="ReminderRule.Overdue"/>.</summary>
    public List<int> Overdue { get; set; } = [];

    /// <summary>As <see cref="ReminderRule.Every"/>.</summary>
    public int? Every { get; set; }

    /// <summary>As <see cref="ReminderRule.EscalateAfter"/>.</summary>
    public int? EscalateAfter { get; set; }

    /// <summary>Counts the changes; guards against lost updates.</summary>
    public int Version { get; set; }

    /// <summary>The rule with what the network has decided.</summary>
    public ReminderRule On(ReminderRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule with { IsOn = IsOn, Before = Before, Overdue = Overdue, Every = Every, EscalateAfter = EscalateAfter };
    }

    /// <summary>Decides on the rule. Days are put in order, and one that is given twice counts once.</summary>
    /// <param name="wanted">The rule as it is to be.</param>
    /// <param name="original">The product's own.</param>
    /// <returns>What is wrong with it and where; nothing is changed then.</returns>
    public IReadOnlyList<Refusal> Change(ReminderRule wanted, ReminderRule original)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var rule = wanted with
        {
            Before = [.. wanted.Before.Distinct().OrderDescending()],
            Overdue = [.. wanted.Overdue.Distinct().Order()],
        };
        var wrong = rule.Check(original);
        if (wrong.Count == 0)
        {
            (IsOn, Before, Overdue, Every, EscalateAfter) = (
                rule.IsOn,
                [.. rule.Before],
                [.. rule.Overdue],
                rule.Every,
                rule.EscalateAfter
            );
            Version++;
        }

        return wrong;
    }
}

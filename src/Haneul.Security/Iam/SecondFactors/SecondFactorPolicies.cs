using Haneul.Security.Iam.Policies;

namespace Haneul.Security.Iam.SecondFactors;

/// <summary>Who may do what with a second factor: its user and nobody else, and never with a token that was delegated; but whoever may reset the password may take it off.</summary>
internal static class SecondFactorPolicies
{
    public static readonly Policy Get = Policy.Change("get_second_factor", "See whether one's second factor is on.", Persona.Owner);
    public static readonly Policy Begin = Policy.Change("begin_second_factor", "Begin a second factor of one's own.", Persona.Owner);
    public static readonly Policy Confirm = Policy.Change("confirm_second_factor", "Turn one's second factor on.", Persona.Owner);
    public static readonly Policy RegenerateCodes = Policy.Change("regenerate_recovery_codes", "Make new recovery codes of one's own.", Persona.Owner);
    public static readonly Policy Disable = Policy.Change(
        "disable_second_factor", "Turn one's second factor off with a passcode, or that of a user whose password one may reset.", Persona.Admin | Persona.DomainManager | Persona.Owner);
}

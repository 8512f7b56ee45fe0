//! The headings of Zoom, in the languages and ages in which it writes them.

use crate::dice::Dice;

/// The headings of one language and age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) name: &'static str,
    pub(super) email: &'static str,
    pub(super) join: &'static str,
    pub(super) leave: &'static str,
    pub(super) minutes: &'static str,
    pub(super) total: &'static str,
    pub(super) guest: &'static str,
    pub(super) consent: &'static str,
    pub(super) waiting: &'static str,
    pub(super) yes: &'static str,
    pub(super) no: &'static str,
    /// Of a meeting: topic, number, host, minutes, start, end, participants.
    pub(super) meeting: [&'static str; 7],
}

/// Title case, as until 2023.
pub(super) static OLD: Words = Words {
    name: "Name (Original Name)",
    email: "User Email",
    join: "Join Time",
    leave: "Leave Time",
    minutes: "Duration (Minutes)",
    total: "Total Duration (Minutes)",
    guest: "Guest",
    consent: "Recording Consent",
    waiting: "In Waiting Room",
    yes: "Yes",
    no: "No",
    meeting: [
        "Topic",
        "Meeting ID",
        "User Email",
        "Duration (Minutes)",
        "Start Time",
        "End Time",
        "Participants",
    ],
};

/// Sentence case, as now.
pub(super) static NEW: Words = Words {
    name: "Name (original name)",
    email: "Email",
    join: "Join time",
    leave: "Leave time",
    minutes: "Duration (minutes)",
    total: "Total duration (minutes)",
    guest: "Guest",
    consent: "Recording disclaimer response",
    waiting: "In waiting room",
    yes: "Yes",
    no: "No",
    meeting: [
        "Topic",
        "ID",
        "Host",
        "Duration (minutes)",
        "Start time",
        "End time",
        "Participants",
    ],
};

static ITALIAN: Words = Words {
    name: "Nome (nome originale)",
    email: "E-mail",
    join: "Ora di ingresso",
    leave: "Ora di uscita",
    minutes: "Durata (minuti)",
    total: "Durata totale (minuti)",
    guest: "Guest",
    consent: "Risposta di esclusione di responsabilità per la registrazione",
    waiting: "In sala d’attesa",
    yes: "Sì",
    no: "No",
    meeting: [
        "Argomento",
        "ID",
        "Organizzatore",
        "Durata (minuti)",
        "Ora di inizio",
        "Ora di fine",
        "Partecipanti",
    ],
};

static SPANISH: Words = Words {
    name: "Nombre (nombre original)",
    email: "Correo electrónico",
    join: "Hora de entrada",
    leave: "Hora de salida",
    minutes: "Duración (minutos)",
    total: "Duración total (minutos)",
    guest: "Invitado",
    consent: "Respuesta al descargo de responsabilidad relativa a la grabación",
    waiting: "En sala de espera",
    yes: "Sí",
    no: "No",
    meeting: [
        "Tema",
        "ID",
        "Anfitrión",
        "Duración (minutos)",
        "Hora de inicio",
        "Hora de finalización",
        "Participantes",
    ],
};

static OLD_SPANISH: Words = Words {
    email: "E-mail del usuario",
    join: "Hora para unirse",
    leave: "Hora para salir",
    ..SPANISH
};

static FRENCH: Words = Words {
    name: "Nom (nom original)",
    email: "Adresse e-mail de l’utilisateur",
    join: "Heure d’arrivée",
    leave: "Heure de départ",
    minutes: "Durée (minutes)",
    total: "Durée totale (minutes)",
    guest: "Invité",
    consent: "Réponse à la clause de non-responsabilité",
    waiting: "Salle d’attente",
    yes: "Oui",
    no: "Non",
    meeting: [
        "Sujet",
        "ID",
        "Hôte",
        "Durée (minutes)",
        "Heure de début",
        "Heure de fin",
        "Participants",
    ],
};

/// Throws for the language of whoever exports.
pub(super) fn words(dice: &mut Dice) -> &'static Words {
    let all: [&'static Words; 7] = [&OLD, &NEW, &NEW, &ITALIAN, &SPANISH, &OLD_SPANISH, &FRENCH];
    dice.pick::<&'static Words>(&all)
}

//! What happened: questions asked, feedback, the unanswered queue, staff actions, settings of each server.

import type {Words} from './fields.js'

/**
 * "Estado" is a state and a status; "Nome" may be whole, or a company's; "Apelido" is a surname in Portugal and a
 * nickname in Brazil.
 */
export const PORTUGUESE: Words = {
  source:
    'customary headings of address lists from Portugal and Brazil, Outlook’s Portuguese export and HubSpot’s Portuguese labels',
  words: {
    firstName: ['Primeiro nome', 'Nome próprio'],
    lastName: ['Sobrenome', 'Último nome'],
    fullName: ['Nome', 'Nome completo'],
    salutation: ['Saudação', 'Tratamento'],
    email: ['Correio eletrónico', 'Correio eletrônico', 'Endereço de e-mail', 'Endereço de correio eletrónico'],
    phone: ['Telefone', 'Número de telefone', 'Telefone fixo', 'Fone'],
    mobile: ['Telemóvel', 'Celular', 'Telefone celular', 'Número de celular', 'Número de telemóvel', 'Telefone móvel'],
    company: ['Empresa', 'Nome da empresa', 'Razão social', 'Organização'],
    jobTitle: ['Cargo', 'Função'],
    street: ['Rua', 'Endereço', 'Morada', 'Logradouro'],
    city: ['Cidade', 'Localidade', 'Município'],
    zip: ['CEP', 'Código postal'],
    state: ['UF', 'Estado/Região', 'Estado/Província'],
    country: ['País', 'País/região'],
    website: ['Página web', 'Sítio web', 'URL do site'],
    domain: ['Domínio', 'Nome do domínio', 'Domínio da empresa'],
    industry: ['Setor', 'Ramo de atividade'],
    employees: ['Número de funcionários', 'Número de empregados'],
    revenue: ['Receita anual', 'Faturamento anual'],
    founded: ['Ano de fundação'],
    notes: ['Notas', 'Observações', 'Observação'],
    description: ['Descrição'],
    owner: ['Proprietário', 'Proprietário do contato'],
    language: ['Idioma', 'Língua'],
    gender: ['Sexo', 'Gênero', 'Género'],
    birthday: ['Data de nascimento', 'Aniversário', 'Nascimento'],
    created: ['Data de criação', 'Criado em'],
    modified: ['Data de modificação', 'Modificado em', 'Última modificação'],
    dealName: ['Nome do negócio', 'Nome da oportunidade'],
    amount: ['Valor', 'Montante', 'Quantia'],
    currency: ['Moeda'],
    stage: ['Etapa', 'Fase', 'Etapa do negócio'],
    closeDate: ['Data de fechamento', 'Data de fecho'],
    nextStep: ['Próxima etapa', 'Próximo passo'],
    priority: ['Prioridade'],
    subject: ['Assunto'],
  },
  beside: [{word: 'Nome', field: 'firstName', beside: 'lastName'}],
}
